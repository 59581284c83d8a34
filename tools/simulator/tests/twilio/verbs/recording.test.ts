import { type CallOptions, placeCall } from '../../../twilio/place-call';
import { DOMAIN, pagesNetwork } from '../../fixture-network';

const CALLBACK = `recordingStatusCallback="${DOMAIN}/recorded"`;

async function record(twiml: string, options: CallOptions = {}) {
  const { network, asked } = pagesNetwork({
    '/engage': twiml,
    '/recorded': { status: 204, headers: {}, body: '' },
  });
  const report = await placeCall(network, options);
  const callbacks = asked.flatMap(({ form }) => (form.RecordingSid ? [form] : []));
  const recordings = report.events.flatMap(({ recording }) => recording ?? []);
  return { ...report, recordings, callbacks };
}

const start = (attributes: string) => `<Start><Recording ${attributes}/></Start>`;

test('records a call in the background until it ends, and reports the recording then', async () => {
  const report = await record(`${start(`name="one" ${CALLBACK}`)}<Pause length="9"/>`);
  expect(report.recordings).toEqual(['starts', 'stops']);
  expect(report.callbacks).toMatchObject([
    {
      CallSid: report.callSid,
      RecordingStatus: 'completed',
      RecordingSource: 'StartCallRecordingTwiML',
      RecordingChannels: '2',
      RecordingDuration: '9',
    },
  ]);
});

test('stops a recording by its name', async () => {
  const report = await record(
    `${start('name="one"')}<Stop><Recording name="one"/></Stop><Say>Bye.</Say>`,
  );
  expect(report).toMatchObject({ end: 'goodbye', alerts: [], recordings: ['starts', 'stops'] });
});

test('warns of a recording to stop that does not run', async () => {
  const { alerts } = await record('<Stop><Recording name="one"/></Stop><Say>Bye.</Say>');
  expect(alerts).toMatchObject([{ code: 12200, message: 'no recording is named "one"' }]);
});

test('refuses a second recording of the same name, and the call goes on', async () => {
  const report = await record(`${start('name="one"')}${start('name="one"')}<Say>Bye.</Say>`);
  expect(report).toMatchObject({ end: 'goodbye', recordings: ['starts', 'stops'] });
  expect(report.alerts).toMatchObject([{ code: 12200, level: 'error' }]);
});

test('does not request a relative callback, as others have seen', async () => {
  const report = await record(`${start('recordingStatusCallback="/recorded"')}<Say>Bye.</Say>`);
  expect(report.callbacks).toEqual([]);
  expect(report.alerts).toMatchObject([{ code: 11200 }]);
});

test('reports a recording that is absent only to whoever asked for it', async () => {
  const script = { recording: 'absent' } as const;
  const silent = await record(`${start(CALLBACK)}<Say>Bye.</Say>`, { script });
  const asked = await record(
    `${start(`${CALLBACK} recordingStatusCallbackEvent="completed absent"`)}<Say>Bye.</Say>`,
    { script },
  );

  expect(silent).toMatchObject({ callbacks: [], alerts: [{ code: 16102 }] });
  expect(asked.callbacks).toMatchObject([{ RecordingStatus: 'absent' }]);
});
