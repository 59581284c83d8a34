import Ajv from 'ajv';
import type { WebSocket } from 'ws';
import { fromTwilioSchema, toTwilioSchema } from '../../media-stream/schema';
import { placeCall } from '../../twilio/place-call';
import { pagesNetwork } from '../fixture-network';
import { type MediaServer, startMediaServer } from '../media-server';

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
const isFromTwilio = ajv.compile(fromTwilioSchema);
const isToTwilio = ajv.compile(toTwilioSchema);

/** What has gone over the wire, as it was written. */
const wire = { fromTwilio: [] as unknown[], toTwilio: [] as unknown[] };

function write(socket: WebSocket, message: object): void {
  wire.toTwilio.push(message);
  socket.send(JSON.stringify(message));
}

/**
 * An echo: it says back all that it hears, a second at a time, with a mark behind it; forgets it
 * all at the key *; and hangs up at the key #. Nothing of it is ASAPP's.
 */
function echo(): (message: unknown, socket: WebSocket) => void {
  let heard: Buffer[] = [];
  let marks = 0;
  return (message, socket) => {
    wire.fromTwilio.push(message);
    // Checked against the schema at the end of the test.
    const { event, streamSid, media, dtmf } = message as {
      event: string;
      streamSid: string;
      media?: { payload: string };
      dtmf?: { digit: string };
    };
    if (media !== undefined) heard.push(Buffer.from(media.payload, 'base64'));
    if (heard.length === 50) {
      const payload = Buffer.concat(heard).toString('base64');
      write(socket, { event: 'media', streamSid, media: { payload } });
      marks += 1;
      write(socket, { event: 'mark', streamSid, mark: { name: `echo ${marks}` } });
      heard = [];
    }
    if (event === 'dtmf' && dtmf?.digit === '*') write(socket, { event: 'clear', streamSid });
    if (event === 'dtmf' && dtmf?.digit === '#') socket.close(1000);
  };
}

let server: MediaServer;
beforeAll(async () => {
  server = await startMediaServer(echo());
});
afterAll(() => server.close());

test("a media-stream server that is not ASAPP's has a whole conversation in documented messages", async () => {
  const { network } = pagesNetwork(
    {
      '/engage': `<Connect action="/after"><Stream url="${server.url}"/></Connect>`,
      '/after': '<Say>Bye.</Say>',
    },
    { ca: server.ca },
  );
  const report = await placeCall(network, {
    script: {
      streamKeys: [
        { digit: '*', atMs: 2500 },
        { digit: '#', atMs: 4000 },
      ],
    },
  });

  expect(report).toMatchObject({ end: 'goodbye', alerts: [] });
  expect(wire.fromTwilio.filter((message) => !isFromTwilio(message))).toEqual([]);
  expect(wire.toTwilio.filter((message) => !isToTwilio(message))).toEqual([]);
  const numbers = server.received.flatMap((message) =>
    'sequenceNumber' in message ? [Number(message.sequenceNumber)] : [],
  );
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  const marked = server.received.flatMap((each) => (each.event === 'mark' ? [each.mark.name] : []));
  expect(marked.slice(0, 2)).toEqual(['echo 1', 'echo 2']);
  expect(wire.toTwilio.map((message) => (message as { event: string }).event)).toContain('clear');
});
