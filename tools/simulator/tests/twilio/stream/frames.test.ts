import { newSid } from '../../../twilio/sid';
import { FrameWriter } from '../../../twilio/stream/frames';

test('counts the chunks of a stream over both of its tracks', () => {
  const frames = new FrameWriter({
    accountSid: newSid('AC'),
    callSid: newSid('CA'),
    streamSid: newSid('MZ'),
  });
  const sent = [0, 20].flatMap((timestamp) => [
    frames.media('inbound', timestamp, Buffer.from('a')),
    frames.media('outbound', timestamp, Buffer.from('b')),
  ]);
  expect(sent).toMatchObject([
    { media: { track: 'inbound', chunk: '1', timestamp: '0' } },
    { media: { track: 'outbound', chunk: '2', timestamp: '0' } },
    { media: { track: 'inbound', chunk: '3', timestamp: '20' } },
    { media: { track: 'outbound', chunk: '4', timestamp: '20' } },
  ]);
});
