import type { WebSocket } from 'ws';
import type { FromTwilio } from '../../../media-stream/messages';
import { type CallOptions, placeCall } from '../../../twilio/place-call';
import { isSigned } from '../../../twilio/signature';
import type { Phone } from '../../../twilio/stream/phone';
import { pagesNetwork } from '../../fixture-network';
import { type MediaServer, startMediaServer } from '../../media-server';

type Talk = (message: FromTwilio, socket: WebSocket) => void;
let talk: Talk;
let server: MediaServer;

beforeAll(async () => {
  server = await startMediaServer((message, socket) => talk(message, socket));
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
});

const closeAt =
  (frames: number): Talk =>
  (message, socket) => {
    if (message.event === 'media' && message.media.chunk === `${frames}`) socket.close(1000);
  };

async function connect(options: CallOptions = {}, stream = '', inside = '') {
  const { network, asked } = pagesNetwork(
    {
      '/engage': `<Connect action="/after"><Stream url="${server.url}" ${stream}>${inside}</Stream></Connect>`,
      '/after': '<Say>Bye.</Say>',
      '/status': { status: 204, headers: {}, body: '' },
    },
    { ca: server.ca },
  );
  const report = await placeCall(network, options);
  const after = asked.find(({ path }) => path === '/after')?.form;
  const statuses = asked.flatMap(({ path, form }) => (path === '/status' ? [form] : []));
  return { ...report, after, statuses, codes: report.alerts.map(({ code }) => code) };
}

test('sends messages in order: connected, start, media', async () => {
  talk = closeAt(3);
  const { callSid } = await connect({}, '', '<Parameter name="topic" value="bill"/>');
  const [connected, start, first] = server.received;
  expect(connected).toEqual({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  expect(start).toMatchObject({
    event: 'start',
    sequenceNumber: '1',
    start: { callSid, tracks: ['inbound'], customParameters: { topic: 'bill' } },
  });
  expect(first).toMatchObject({
    event: 'media',
    sequenceNumber: '2',
    media: { track: 'inbound', chunk: '1', timestamp: '0' },
  });
});

test.each([
  ['media server', '/stream'],
  ['asapp', '/mg-twilio-genagent/twilio-media/token'],
])('shows the server of a stream as "%s" if its path is %s', async (party, path) => {
  talk = closeAt(1);
  const { network } = pagesNetwork(
    { '/engage': `<Connect><Stream url="${new URL(path, server.url)}"/></Connect>` },
    { ca: server.ca },
  );
  const { events } = await placeCall(network);
  expect(events).toContainEqual(
    expect.objectContaining({ to: party, what: 'opens a media stream' }),
  );
  expect(events).toContainEqual(expect.objectContaining({ from: party, what: 'ends the stream' }));
});

test('signs the handshake over the URL of the stream', async () => {
  talk = closeAt(1);
  await connect();
  expect(isSigned('token', server.signature(), server.url, {})).toBe(true);
});

test('requests the action when the server closes the stream', async () => {
  talk = closeAt(3);
  const report = await connect();
  expect(report.after).toMatchObject({ CallStatus: 'in-progress' });
  expect(report).toMatchObject({ end: 'goodbye', codes: [] });
});

test('reports a dropped connection as error 31903 and requests the action', async () => {
  talk = (message, socket) => {
    if (message.event === 'media') socket.terminate();
  };
  const report = await connect();
  expect(report).toMatchObject({ end: 'goodbye', codes: [31903] });
});

test('sends stop when the caller hangs up, and reports it to the action', async () => {
  talk = () => {};
  const report = await connect({ script: { hangUp: { during: 'stream', afterMs: 200 } } });
  expect(report.after).toMatchObject({ CallStatus: 'completed' });
  expect(report.end).toBe('caller-hung-up');
  expect(server.stops()).toHaveLength(1);
});

test('ends a stream that nobody ends', async () => {
  talk = () => {};
  const report = await connect({ script: { streamMs: 1000 } });
  expect(report.end).toBe('caller-hung-up');
});

test('plays audio frame by frame, and returns a mark when it has been played', async () => {
  const heard: Buffer[] = [];
  const phone: Phone = {
    microphone: () => Buffer.alloc(160, 1),
    loudspeaker: (frame) => heard.push(frame),
    keys: () => [],
  };
  talk = (message, socket) => {
    if (message.event === 'start') {
      const { streamSid } = message;
      const payload = Buffer.alloc(400, 7).toString('base64');
      socket.send(JSON.stringify({ event: 'media', streamSid, media: { payload } }));
      socket.send(JSON.stringify({ event: 'mark', streamSid, mark: { name: 'said' } }));
    }
    if (message.event === 'mark') socket.close(1000);
  };
  await connect({ phone });
  expect(Buffer.concat(heard).subarray(0, 400)).toEqual(Buffer.alloc(400, 7));
  const back = server.received.find(({ event }) => event === 'mark');
  expect(back).toMatchObject({ mark: { name: 'said' } });
});

test('drops unplayed audio on clear, and returns its mark at once', async () => {
  talk = (message, socket) => {
    if (message.event === 'start') {
      const { streamSid } = message;
      const payload = Buffer.alloc(80_000, 7).toString('base64');
      socket.send(JSON.stringify({ event: 'media', streamSid, media: { payload } }));
      socket.send(JSON.stringify({ event: 'mark', streamSid, mark: { name: 'said' } }));
      socket.send(JSON.stringify({ event: 'clear', streamSid }));
    }
    if (message.event === 'mark') socket.close(1000);
  };
  const report = await connect();
  const stream = report.events.find(({ what }) => what === 'ends the stream');
  expect(stream?.details).toMatchObject({ marks: ['said'] });
  expect(Number(stream?.details?.heardMs)).toBeLessThan(10_000);
});

test('sends pressed keys as dtmf messages', async () => {
  talk = (message, socket) => {
    if (message.event === 'dtmf') socket.close(1000);
  };
  await connect({ script: { streamKeys: [{ digit: '5', atMs: 100 }] } });
  const pressed = server.received.filter(({ event }) => event === 'dtmf');
  expect(pressed).toEqual([
    expect.objectContaining({ dtmf: { track: 'inbound_track', digit: '5' } }),
  ]);
});

test('reports an undocumented message as error 31924', async () => {
  talk = (message, socket) => {
    if (message.event === 'start') socket.send('{"event":"hello"}');
    closeAt(20)(message, socket);
  };
  expect((await connect()).codes).toEqual([31924]);
});

test('reports the start and the end to the status callback', async () => {
  talk = closeAt(3);
  const { statuses, callSid } = await connect({}, 'name="agent" statusCallback="/status"');
  expect(statuses).toEqual([
    expect.objectContaining({
      StreamEvent: 'stream-started',
      StreamName: 'agent',
      CallSid: callSid,
    }),
    expect.objectContaining({
      StreamEvent: 'stream-stopped',
      StreamSid: expect.stringMatching(/^MZ/),
    }),
  ]);
});

test('leaves out a parameter that is too long, with an alert', async () => {
  talk = closeAt(1);
  const long = `<Parameter name="long" value="${'a'.repeat(496)}"/>`;
  const report = await connect({}, '', `${long}<Parameter name="short" value="1"/>`);
  expect(server.starts()[0]?.start.customParameters).toEqual({ short: '1' });
  expect(report.codes).toEqual([12200]);
});

test.each([
  ['ws://localhost:1/stream', 31922],
  ['wss://localhost:1/stream', 31902],
  ['wss://localhost:1/stream?token=1', 31920],
  ['no url', 31923],
])('reports a stream to %s as error %s and requests the action', async (url, code) => {
  const { network, asked } = pagesNetwork({
    '/engage': `<Connect action="/after"><Stream url="${url}" statusCallback="/status"/></Connect>`,
    '/after': '<Say>Bye.</Say>',
    '/status': { status: 204, headers: {}, body: '' },
  });
  const report = await placeCall(network);
  expect(report.alerts.map((alert) => alert.code)).toEqual([code]);
  expect(report.end).toBe('goodbye');
  const status = asked.find(({ path }) => path === '/status')?.form;
  expect(status).toMatchObject({
    StreamEvent: 'stream-error',
    StreamError: expect.stringContaining(`${code}`),
  });
});
