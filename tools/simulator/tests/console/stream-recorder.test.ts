import { StreamRecorder } from '../../console/stream-recorder';
import { FrameWriter } from '../../twilio/stream/frames';

const streamSid = `MZ${'2'.repeat(32)}`;
const writer = () =>
  new FrameWriter({ accountSid: `AC${'0'.repeat(32)}`, callSid: `CA${'1'.repeat(32)}`, streamSid });
const audio = Buffer.alloc(160, 0x2a);
const answer = {
  event: 'media',
  streamSid,
  media: { payload: audio.toString('base64') },
} as const;

test('counts audio both ways, and keeps one shortened frame of each', () => {
  const recorder = new StreamRecorder();
  const frames = writer();
  recorder.hear(streamSid, { from: 'twilio', message: frames.connected() });
  for (let count = 0; count < 3; count += 1) {
    recorder.hear(streamSid, { from: 'twilio', message: frames.media('inbound', 0, audio) });
    recorder.hear(streamSid, { from: 'server', message: answer });
  }
  recorder.hear(streamSid, { from: 'twilio', message: frames.dtmf('1') });
  recorder.hear(streamSid, { from: 'twilio', message: frames.media('inbound', 0, audio) });

  const [log] = recorder.logs;
  expect(log?.entries).toMatchObject([
    { kind: 'message', message: { event: 'connected' } },
    {
      kind: 'media',
      fromTwilio: 3,
      fromServer: 3,
      samples: [{ sequenceNumber: '1' }, { media: { payload: `${'Kioq'.repeat(8)}…` } }],
    },
    { kind: 'message', message: { event: 'dtmf' } },
    { kind: 'media', fromTwilio: 1, fromServer: 0 },
  ]);
});

test('keeps a separate log for each stream of a call', () => {
  const recorder = new StreamRecorder();
  recorder.hear(streamSid, { from: 'server', message: answer });
  recorder.hear('MZ3', { from: 'server', message: { ...answer, streamSid: 'MZ3' } });
  expect(recorder.logs.map((log) => log.streamSid)).toEqual([streamSid, 'MZ3']);
});

test('has news once after a message', () => {
  const recorder = new StreamRecorder();
  recorder.hear(streamSid, { from: 'server', message: answer });
  expect([recorder.takeNews(), recorder.takeNews()]).toEqual([true, false]);
});
