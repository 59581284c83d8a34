import { readFromTwilio, readToTwilio } from '../../media-stream/schema';
import { FrameWriter } from '../../twilio/stream/frames';

const identity = {
  accountSid: `AC${'0'.repeat(32)}`,
  callSid: `CA${'1'.repeat(32)}`,
  streamSid: `MZ${'2'.repeat(32)}`,
};
const { streamSid } = identity;

test('writes only documented messages', () => {
  const writer = new FrameWriter(identity);
  const written = [
    writer.connected(),
    writer.start(['inbound'], { customerId: '7' }),
    writer.media('inbound', 20, Buffer.alloc(160, 0xff)),
    writer.dtmf('#'),
    writer.mark('greeting'),
    writer.stop(),
  ];
  const faults = written.filter((message) => 'fault' in readFromTwilio(JSON.stringify(message)));
  expect(faults).toEqual([]);
});

test('writes numbers as strings that count up', () => {
  const writer = new FrameWriter(identity);
  writer.start(['inbound'], {});
  writer.media('inbound', 0, Buffer.alloc(160));
  expect(writer.media('inbound', 20, Buffer.from('a'))).toEqual({
    event: 'media',
    sequenceNumber: '3',
    streamSid,
    media: { track: 'inbound', chunk: '2', timestamp: '20', payload: 'YQ==' },
  });
});

test.each([
  ['text that is not JSON', '{'],
  ['another event', JSON.stringify({ event: 'hello', streamSid })],
  [
    'a payload that is not base64',
    JSON.stringify({ event: 'media', streamSid, media: { payload: '?' } }),
  ],
  ['a mark without a name', JSON.stringify({ event: 'mark', streamSid, mark: {} })],
  ['a message without a stream', JSON.stringify({ event: 'clear' })],
])('rejects %s as a message to Twilio', (_, frame) => {
  expect(readToTwilio(frame)).toHaveProperty('fault');
});

test.each([
  { event: 'media', streamSid, media: { payload: 'YWI=' } },
  { event: 'mark', streamSid, mark: { name: 'greeting' } },
  { event: 'clear', streamSid },
])('accepts $event as a message to Twilio', (message) => {
  expect(readToTwilio(JSON.stringify(message))).toEqual({ message });
});
