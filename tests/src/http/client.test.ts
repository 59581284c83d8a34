import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { type Api, sendRequest } from '../../../src/http/client';
import {
  BadAnswerError,
  CircuitOpenError,
  NetworkError,
  RequestError,
  StatusError,
  TimeoutError,
} from '../../../src/http/errors';
import {
  breakOff,
  drip,
  hang,
  reset,
  sendJson,
  sendText,
  startServer,
  type TestServer,
} from '../../support/http-server';
import { giveTimeBack, hurry, takeTime } from '../../support/time';

const SECRET = 'mark-of-the-secret';
const schema = v.object({ word: v.string() });

let server: TestServer;
let keys = 0;
let api: Api;

beforeEach(async () => {
  takeTime();
  server = await startServer(sendJson(200, { word: 'hello' }));
  api = {
    name: 'ASAPP',
    origin: server.origin,
    keyId: `client ${++keys}`,
    headers: { 'asapp-api-id': 'id', 'asapp-api-secret': SECRET },
    readErrorBody: (body) => (typeof body === 'object' && body !== null ? { ...body } : {}),
  };
});
afterEach(async () => {
  giveTimeBack();
  await server.close();
});

const request = (deadline: AbortSignal = new AbortController().signal) =>
  hurry(sendRequest(api, { method: 'GET', path: '/words', schema, deadline }));

/** The error of a request that must fail. */
async function failure(asked: Promise<unknown>): Promise<RequestError> {
  const error = await asked.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof RequestError)) throw error;
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain(SECRET);
  expect(JSON.stringify(error)).not.toContain(SECRET);
  return error;
}

describe('a request', () => {
  test('brings what the schema describes', async () => {
    expect(await request()).toEqual({ word: 'hello' });
  });

  test('carries the key, and the query without what has no value', async () => {
    await sendRequest(api, {
      method: 'GET',
      path: '/words',
      query: { mode: 's2s', other: undefined },
      schema,
      deadline: new AbortController().signal,
    });
    expect(server.requests).toMatchObject([
      { method: 'GET', url: '/words?mode=s2s', headers: { 'asapp-api-secret': SECRET } },
    ]);
  });

  test('keeps no connection open: one would be dead after a freeze of the process', async () => {
    await request();
    await request();
    expect(server.requests.map(({ headers }) => headers.connection)).toEqual(['close', 'close']);
  });

  test.each([
    ['an object, as JSON', { a: 1 }, 'application/json', '{"a":1}'],
    [
      'URLSearchParams, as a form',
      new URLSearchParams({ a: '1 2' }),
      'application/x-www-form-urlencoded',
      'a=1+2',
    ],
  ])('posts %s', async (_case, body, type, text) => {
    let received = '';
    server.answer((incoming, response) => {
      incoming.on('data', (chunk) => {
        received += chunk;
      });
      incoming.on('end', () => sendJson(200, { word: 'posted' })(incoming, response));
    });
    const deadline = new AbortController().signal;
    await sendRequest(api, { method: 'POST', path: '/words', body, schema, deadline });
    expect(received).toBe(text);
    expect(server.requests[0]?.headers['content-type']).toContain(type);
  });

  test('goes to no proxy, whatever the environment says', async () => {
    const proxy = await startServer(sendJson(200, { word: 'stolen' }));
    const names = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = proxy.origin;
    try {
      expect(await request()).toEqual({ word: 'hello' });
      expect(proxy.requests).toEqual([]);
    } finally {
      names.forEach((name, index) => {
        const value = before[index];
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      });
      await proxy.close();
    }
  });

  test('is read where its answer is compressed', async () => {
    const body = gzipSync(JSON.stringify({ word: 'small' }));
    server.answer((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(body);
    });
    expect(await request()).toEqual({ word: 'small' });
  });
});

describe('a request that brings no answer', () => {
  test.each([
    ['is reset', reset],
    ['breaks off in the middle of the answer', breakOff],
  ])(
    'fails for the network where the connection %s, after three attempts',
    async (_case, answer) => {
      server.answer(answer);
      const error = await failure(request());
      expect(error).toBeInstanceOf(NetworkError);
      expect(server.requests).toHaveLength(3);
    },
  );

  test('fails for the network where nobody listens', async () => {
    await server.close();
    const error = await failure(request());
    expect(error).toBeInstanceOf(NetworkError);
    expect(error.facts.code).toBe('ECONNREFUSED');
  });

  test.each([
    ['hangs', hang],
    ['drips without end', drip],
  ])('times out where the answer %s and the deadline comes', async (_case, answer) => {
    server.answer(answer);
    const deadline = new AbortController();
    const asked = failure(request(deadline.signal));
    await server.received(1);
    deadline.abort();
    expect(await asked).toBeInstanceOf(TimeoutError);
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['hangs', hang],
    ['drips without end', drip],
  ])('is made again where the answer %s for 2.5 s', async (_case, answer) => {
    server.answer((incoming, response) => {
      const isFirst = server.requests.length === 1;
      (isFirst ? answer : sendJson(200, { word: 'second' }))(incoming, response);
    });
    const startedAt = Date.now();
    expect(await request()).toEqual({ word: 'second' });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(2_600);
  });

  test('times out where the deadline had passed before', async () => {
    expect(await failure(request(AbortSignal.abort()))).toBeInstanceOf(TimeoutError);
    expect(server.requests).toEqual([]);
  });
});

describe('a request that is refused', () => {
  test.each([400, 401, 403, 404, 409, 422])('with HTTP %d is not made again', async (status) => {
    server.answer(sendJson(status, { requestId: 'r-1', code: `${status}-01` }));
    const error = await failure(request());
    expect(error).toBeInstanceOf(StatusError);
    expect(error.facts).toMatchObject({ status, requestId: 'r-1', code: `${status}-01` });
    expect(server.requests).toHaveLength(1);
  });

  test.each([429, 500, 502, 503])('with HTTP %d is made three times', async (status) => {
    server.answer(sendText(status, '<html>'));
    const error = await failure(request());
    expect(error).toBeInstanceOf(StatusError);
    expect(error.facts.status).toBe(status);
    expect(server.requests).toHaveLength(3);
  });

  test('is good again where the system recovers in time', async () => {
    let asked = 0;
    server.answer((incoming, response) => {
      asked += 1;
      const answer = asked < 3 ? sendJson(503, {}) : sendJson(200, { word: 'back' });
      answer(incoming, response);
    });
    expect(await request()).toEqual({ word: 'back' });
  });

  test.each([301, 302, 307, 308])(
    'with HTTP %d never follows: the key would go along',
    async (status) => {
      const other = await startServer(sendJson(200, { word: 'stolen' }));
      server.answer(sendText(status, '', { Location: `${other.origin}/words` }));
      expect(await failure(request())).toBeInstanceOf(StatusError);
      expect(other.requests).toEqual([]);
      await other.close();
    },
  );
});

describe('an answer that is none', () => {
  test.each([
    ['HTML', '<html></html>', 'the answer is not JSON'],
    ['nothing', '', 'the answer is not JSON'],
    ['half of JSON', '{"word":', 'the answer is not JSON'],
    ['an empty object', '{}', 'unexpected answer at word'],
    ['null', 'null', 'unexpected answer'],
    ['a value of another type', '{"word":7}', 'unexpected answer at word'],
    ['a list', '["mark-of-a-value"]', 'unexpected answer'],
  ])('is refused, unquoted: %s', async (_case, text, message) => {
    server.answer(sendText(200, text));
    const error = await failure(request());
    expect(error).toBeInstanceOf(BadAnswerError);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('mark-of-a-value');
    expect(error.facts).toMatchObject({ status: 200, code: 'bad-answer' });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['announced', { 'Content-Length': '1000002' }],
    ['not announced', {}],
  ])('is not read to its end where it is huge, its size %s', async (_case, headers) => {
    server.answer(sendText(200, `"${'x'.repeat(1_000_000)}"`, headers));
    const error = await failure(request());
    expect(error).toBeInstanceOf(BadAnswerError);
    expect(error.message).toContain('too large');
    expect(server.requests).toHaveLength(1);
  });

  test('is not unpacked to its end where it is huge', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    server.answer((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(bomb);
    });
    expect((await failure(request())).message).toContain('too large');
  });
});

describe('a system that keeps failing', () => {
  test('is left alone, and asked once again after 20 s at most', async () => {
    server.answer(sendJson(503, {}));
    await failure(request());
    await failure(request());
    expect(await failure(request())).toBeInstanceOf(CircuitOpenError);
    expect(server.requests).toHaveLength(5);

    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 20_000);
    server.answer(sendJson(200, { word: 'back' }));
    const [probe, other] = await Promise.allSettled([request(), request()]);
    expect(probe).toEqual({ status: 'fulfilled', value: { word: 'back' } });
    expect(other).toMatchObject({ status: 'rejected', reason: { name: 'CircuitOpenError' } });
    expect(await request()).toEqual({ word: 'back' });
  });

  test('is still asked by those who have another key', async () => {
    server.answer(sendJson(503, {}));
    await failure(request());
    await failure(request());
    api = { ...api, keyId: `client ${++keys}` };
    server.answer(sendJson(200, { word: 'hello' }));
    expect(await request()).toEqual({ word: 'hello' });
  });
});
