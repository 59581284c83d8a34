import Ajv from 'ajv';
import { WebSocket } from 'ws';
import { type LocalAsapp, startLocalAsapp } from '../../asapp/asapp';
import { voiceOf } from '../../asapp/voice';
import { toTwilioSchema } from '../../media-stream/schema';

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
const isToTwilio = ajv.compile(toTwilioSchema);

const callSid = `CA${'a'.repeat(32)}`;
const streamSid = `MZ${'b'.repeat(32)}`;
const accountSid = `AC${'c'.repeat(32)}`;
const SILENCE = Buffer.alloc(160, 0xff).toString('base64');

interface Heard {
  event: string;
  mark?: { name: string };
}

let asapp: LocalAsapp;
beforeAll(async () => {
  asapp = await startLocalAsapp();
});
afterAll(() => asapp.close());

async function ask(path: string): Promise<{ streamingUrl?: string }> {
  const { ASAPP_API_ID: id, ASAPP_API_SECRET: secret } = asapp.env;
  const headers = { 'asapp-api-id': id, 'asapp-api-secret': secret };
  const response = await fetch(asapp.url + path, { headers });
  // Each test says what it expects of the answer.
  return (await response.json()) as { streamingUrl?: string };
}

/** A client written by hand after Twilio's page: frames without end, and one key. */
async function converse(key: string): Promise<Heard[]> {
  const { streamingUrl = '' } = await ask('/mg-genagent/v1/twilio-media-stream-url');
  const socket = new WebSocket(streamingUrl, { ca: asapp.ca });
  const heard: Heard[] = [];
  let sequence = 0;
  let chunk = 0;
  const send = (event: string, more: object) => {
    sequence += 1;
    socket.send(JSON.stringify({ event, sequenceNumber: `${sequence}`, streamSid, ...more }));
  };
  const speak = () => {
    chunk += 1;
    const timestamp = `${(chunk - 1) * 20}`;
    send('media', { media: { track: 'inbound', chunk: `${chunk}`, timestamp, payload: SILENCE } });
  };
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Heard;
    heard.push(message);
    if (message.event === 'media') return speak();
    if (message.mark?.name === 'greeting')
      send('dtmf', { dtmf: { track: 'inbound_track', digit: key } });
    // What was said before the mark has been heard.
    send('mark', { mark: message.mark });
    speak();
  });
  socket.once('open', () => {
    socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
    send('start', {
      start: {
        accountSid,
        streamSid,
        callSid,
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        customParameters: { asapp_callTransferId: `${callSid}-${key}` },
      },
    });
    speak();
  });
  await new Promise((resolve) => socket.once('close', resolve));
  return heard;
}

test.each([
  ['1', 'agent', 'AGENT'],
  ['2', 'system', 'SYSTEM'],
  ['5', 'completed', undefined],
] as const)(
  'a client that is not this simulator talks to the agent; key %s ends it as %s',
  async (key, farewell, transferType) => {
    asapp.script(callSid, { voice: 'words', frames: 10_000 });
    const heard = await converse(key);

    expect(heard.filter((message) => !isToTwilio(message))).toEqual([]);
    expect(asapp.problems).toEqual([]);
    const { greeting, goodbye } = voiceOf('words');
    const said = heard.filter(({ event }) => event === 'media').length;
    expect(said).toBe(greeting.length + goodbye[farewell].length);
    expect(heard.flatMap(({ mark }) => mark?.name ?? [])).toEqual(['greeting', 'goodbye']);
    const record = await ask(`/generativeagent/v1/call-transfers/${callSid}-${key}`);
    expect(record).toMatchObject({ status: 'COMPLETED', outputContext: {} });
    expect((record as { outputContext: object }).outputContext).toEqual(
      transferType === undefined
        ? expect.not.objectContaining({ transferType: expect.anything() })
        : expect.objectContaining({ transferType }),
    );
  },
);

test('key 9 drops the connection without a goodbye', async () => {
  asapp.script(callSid, { voice: 'words', frames: 10_000 });
  const heard = await converse('9');
  expect(heard.flatMap(({ mark }) => mark?.name ?? [])).toEqual(['greeting']);
});
