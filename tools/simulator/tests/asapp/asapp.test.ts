import { WebSocket } from 'ws';
import { type LocalAsapp, startLocalAsapp } from '../../asapp/asapp';
import { keepNewest } from '../../asapp/newest';
import { Clock } from '../../twilio/clock';
import { newSid } from '../../twilio/sid';
import { carryStream } from '../../twilio/stream/client';
import { scriptedPhone } from '../../twilio/stream/phone';
import { openSocket } from '../../twilio/stream/socket';

let asapp: LocalAsapp;
let now = 0;

beforeAll(async () => {
  asapp = await startLocalAsapp({ now: () => now });
});
afterAll(() => asapp.close());
afterEach(() => {
  asapp.clearFaults();
  asapp.problems.length = 0;
});

const headers = () => ({
  'asapp-api-id': asapp.env.ASAPP_API_ID,
  'asapp-api-secret': asapp.env.ASAPP_API_SECRET,
});
interface Body {
  error?: unknown;
  status?: string;
  type?: string;
  streamingUrl?: string;
  outputContext?: { transferType?: string };
}

const get = async (path: string, key: Record<string, string> = headers()) => {
  const response = await fetch(asapp.url + path, { headers: key });
  // ASAPP's answers have these keys at most; each test says what it expects of them.
  return { status: response.status, body: (await response.json()) as Body };
};
const streamingUrl = async (): Promise<string> =>
  (await get('/mg-genagent/v1/twilio-media-stream-url')).body.streamingUrl ?? '';
const transfer = (id: string) => get(`/generativeagent/v1/call-transfers/${id}`);

/** One engagement over a real socket. */
async function engage(
  callSid: string,
  { hangUpAt = 60_000, keys = [] as { digit: string; atMs: number }[], id = callSid } = {},
) {
  const opened = await openSocket(await streamingUrl(), { authToken: 'token', ca: asapp.ca });
  if (!('socket' in opened)) throw new Error(opened.failure.message);
  return carryStream(opened.socket, {
    accountSid: newSid('AC'),
    callSid,
    streamSid: newSid('MZ'),
    clock: new Clock(0),
    phone: scriptedPhone(keys),
    parameters: {
      asapp_callTransferId: id,
      asapp_externalConversationId: callSid,
      taskName: 'Pay',
      topic: 'bill',
    },
    hangUpAt,
    hungUp: new AbortController().signal,
  });
}

describe('over HTTP', () => {
  test("refuses a wrong key with ASAPP's error body", async () => {
    const { status, body } = await get('/v1/health', { 'asapp-api-id': 'local-id' });
    expect(status).toBe(401);
    expect(body.error).toEqual({
      requestId: expect.any(String),
      message: 'Unauthorized',
      code: '401-01',
    });
  });

  test('answers health checks', async () => {
    expect((await get('/v1/health')).body).toEqual({ healthCheck: 'SUCCESS' });
  });

  test('issues a wss streaming URL without a query, with a token of three parts', async () => {
    const { protocol, search, pathname } = new URL(await streamingUrl());
    expect([protocol, search]).toEqual(['wss:', '']);
    expect(pathname).toMatch(/^\/mg-twilio-genagent\/twilio-media\/[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  test('refuses an unknown voice agent mode', async () => {
    const path = '/mg-genagent/v1/twilio-media-stream-url?voiceAgentMode=';
    expect((await get(`${path}s2s`)).status).toBe(200);
    expect((await get(`${path}robot`)).status).toBe(400);
  });

  test('answers 404 for an unknown call transfer', async () => {
    expect((await transfer('CA0')).status).toBe(404);
  });

  test.each([
    ['ws-url', 'ws:', ''],
    ['url-with-query', 'wss:', '?token=1'],
  ] as const)(
    'issues an unusable streaming URL with the fault %s',
    async (fault, protocol, search) => {
      asapp.fault('streaming-url', fault, 1);
      const url = new URL(await streamingUrl());
      expect([url.protocol, url.search]).toEqual([protocol, search]);
    },
  );

  test('records requests and reports them to watchers', async () => {
    const seen: string[] = [];
    const stop = asapp.watch(({ path, status }) => seen.push(`${path} ${status}`));
    await get('/v1/health');
    stop();
    expect(asapp.requests.at(-1)).toMatchObject({ endpoint: 'health', status: 200 });
    expect(seen).toEqual(['/v1/health 200']);
  });
});

describe('a summary', () => {
  const summarize = async (body: unknown) => {
    const response = await fetch(`${asapp.url}/autosummary/v1/free-text-summaries`, {
      method: 'POST',
      headers: headers(),
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const json: unknown = await response.json();
    return { status: response.status, json };
  };

  test('is made again by each request, of a conversation that has taken place', async () => {
    const callSid = newSid('CA');
    asapp.script(callSid, { summary: 'In short.', frames: 1 });
    await engage(callSid);
    const [one, other] = [
      await summarize({ externalConversationId: callSid }),
      await summarize({ externalConversationId: callSid }),
    ];
    expect(one).toMatchObject({ status: 200, json: { summaryText: 'In short.' } });
    expect(other).not.toEqual(one);
  });

  test('is not there for another conversation, nor if the script says so', async () => {
    const callSid = newSid('CA');
    asapp.script(callSid, { summary: null, frames: 1 });
    await engage(callSid);
    expect((await summarize({ externalConversationId: callSid })).status).toBe(404);
    expect((await summarize({ externalConversationId: newSid('CA') })).status).toBe(404);
  });

  test.each([{}, { externalConversationId: 'a', issueId: 'b' }, 'not JSON'])(
    'is refused without exactly one id: %j',
    async (body) => expect((await summarize(body)).status).toBe(400),
  );
});

describe('over the media socket', () => {
  test.each([
    ['agent', { status: 'COMPLETED', outputContext: { transferType: 'AGENT' } }],
    ['system', { status: 'COMPLETED', outputContext: { transferType: 'SYSTEM' } }],
    ['completed', { status: 'COMPLETED', outputContext: { currentTaskName: 'AccountInquiry' } }],
  ] as const)('records a conversation that ends as %s', async (outcome, expected) => {
    const callSid = newSid('CA');
    asapp.script(callSid, { outcome, frames: 5 });
    const result = await engage(callSid);
    expect(result).toMatchObject({ end: 'server-closed', closeCode: 1000, alerts: [] });
    expect(result.marks).toContain('goodbye');
    expect((await transfer(callSid)).body).toMatchObject({
      ...expected,
      externalConversationId: callSid,
      inputContext: { taskName: 'Pay', inputVariables: { topic: 'bill' } },
    });
    expect(asapp.problems).toEqual([]);
  });

  test('leaves a dropped conversation ONGOING', async () => {
    const callSid = newSid('CA');
    asapp.script(callSid, { outcome: 'drop', frames: 5 });
    expect((await engage(callSid)).end).toBe('socket-dropped');
    expect((await transfer(callSid)).body).toMatchObject({ status: 'ONGOING' });
  });

  test.each([
    ['CALLER_DISCONNECT', 200, { transferType: 'CALLER_DISCONNECT' }],
    ['no-result', 200, undefined],
    ['404', 404, undefined],
  ] as const)('reports a caller who hung up as %s', async (callerLeft, status, outputContext) => {
    const callSid = newSid('CA');
    asapp.script(callSid, { outcome: 'hang-up', callerLeft });
    expect((await engage(callSid, { hangUpAt: 200 })).end).toBe('caller-hung-up');
    const settled = await until(
      () => transfer(callSid),
      ({ body }) => body.status !== 'ONGOING',
    );
    expect(settled.status).toBe(status);
    expect(settled.body.outputContext).toEqual(outputContext);
  });

  test("writes records with a type and variables of ASAPP's specification", async () => {
    const callSid = newSid('CA');
    const variables = { name: 'Ann', balance: 12.5, member: true, codes: [1] };
    asapp.script(callSid, {
      frames: 1,
      referenceVariables: variables,
      transferVariables: variables,
    });
    await engage(callSid);
    const texts = { name: 'Ann', balance: '12.5', member: 'true', codes: '[1]' };
    const { body } = await transfer(callSid);
    expect(body.outputContext).toMatchObject({
      referenceVariables: texts,
      transferVariables: texts,
    });
    expect(['PHONE_NUMBER', 'SIP']).toContain(body.type);
  });

  test('can show a result only after a few reads', async () => {
    const callSid = newSid('CA');
    asapp.script(callSid, { frames: 1, readsUntilSettled: 2 });
    await engage(callSid);
    const statuses = [await transfer(callSid), await transfer(callSid), await transfer(callSid)];
    expect(statuses.map(({ body }) => body.status)).toEqual(['ONGOING', 'ONGOING', 'COMPLETED']);
  });

  test('uses one script per engagement of a call, and the last one for all further engagements', async () => {
    const callSid = newSid('CA');
    asapp.script(callSid, { outcome: 'drop', frames: 1 }, { outcome: 'system', frames: 1 });
    const ends = [
      await engage(callSid, { id: `${callSid}` }),
      await engage(callSid, { id: `${callSid}-2` }),
      await engage(callSid, { id: `${callSid}-3` }),
    ];
    expect(ends.map(({ end }) => end)).toEqual([
      'socket-dropped',
      'server-closed',
      'server-closed',
    ]);
  });

  test('refuses a call transfer id that was used before', async () => {
    const callSid = newSid('CA');
    asapp.script(callSid, { frames: 1 });
    await engage(callSid);
    expect((await engage(callSid)).mediaReceived).toBe(0);
    expect(asapp.problems).toEqual([expect.stringContaining(`${callSid} was used before`)]);
  });

  test.each([
    ['1', 'AGENT'],
    ['2', 'SYSTEM'],
    ['5', undefined],
  ])('ends the conversation after the key %s as %s', async (digit, transferType) => {
    const callSid = newSid('CA');
    asapp.script(callSid, { outcome: 'hang-up' });
    const result = await engage(callSid, { keys: [{ digit, atMs: 100 }] });
    expect(result).toMatchObject({ end: 'server-closed', keys: [digit] });
    expect((await transfer(callSid)).body.outputContext?.transferType).toBe(transferType);
  });

  test('opens sockets for five minutes per streaming URL', async () => {
    const url = await streamingUrl();
    now += 5 * 60_000 - 1;
    const young = await openSocket(url, { authToken: 'token', ca: asapp.ca });
    if ('socket' in young) young.socket.terminate();
    now += 1;
    const old = await openSocket(url, { authToken: 'token', ca: asapp.ca });
    expect([Object.keys(young), old]).toEqual([
      ['socket'],
      { failure: expect.objectContaining({ code: 31920 }) },
    ]);
  });

  test.each([
    [503, 31920],
    ['reset', 31902],
    ['hang', 31901],
  ] as const)('causes error %s with the socket fault %s', async (fault, code) => {
    asapp.fault('media', fault, 1);
    const opened = await openSocket(await streamingUrl(), {
      authToken: 'token',
      ca: asapp.ca,
      handshakeMs: 100,
    });
    expect(opened).toEqual({ failure: expect.objectContaining({ code }) });
  });

  test("can drop a socket after some of the caller's audio", async () => {
    const callSid = newSid('CA');
    asapp.fault('media', { dropAfterMs: 100 }, 1);
    expect((await engage(callSid)).end).toBe('socket-dropped');
  });

  test('needs a client that trusts its certificate', async () => {
    expect(await openSocket(await streamingUrl(), { authToken: 'token' })).toEqual({
      failure: expect.objectContaining({ code: 31910 }),
    });
  });

  test("reports a message that is not Twilio's", async () => {
    const socket = new WebSocket(await streamingUrl(), { ca: asapp.ca });
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('hello');
    await until(
      async () => asapp.problems,
      (problems) => problems.length > 0,
    );
    expect(asapp.problems).toEqual(['not JSON: hello']);
    socket.terminate();
  });
});

test('tells its watchers the first problem of each socket, and keeps all', async () => {
  const told: string[] = [];
  const stop = asapp.watchProblems((problem) => told.push(problem));
  for (const messages of [['one', 'two'], ['three']]) {
    const socket = new WebSocket(await streamingUrl(), { ca: asapp.ca });
    await new Promise((resolve) => socket.once('open', resolve));
    for (const message of messages) socket.send(message);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.close();
    await closed;
  }
  stop();
  expect(asapp.problems).toEqual(['not JSON: one', 'not JSON: two', 'not JSON: three']);
  expect(told).toEqual(['not JSON: one', 'not JSON: three']);
});

test('forgets the oldest calls first', () => {
  const map = new Map(['a', 'b', 'c'].map((key) => [key, 1]));
  keepNewest(map, 2);
  expect([...map.keys()]).toEqual(['b', 'c']);
});

/** Repeats until the value is the wanted one; the test's time limit ends it. */
async function until<T>(ask: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask();
    if (wanted(value)) return value;
    await new Promise(setImmediate);
  }
}
