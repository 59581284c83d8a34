import { inspect } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
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
import { forEachTest } from '../../support/for-each-test';
import {
  breakOff,
  drip,
  hang,
  reset,
  sendJson,
  sendText,
  startServer,
} from '../../support/http-server';
import { giveTimeBack, hurry, useTestClock } from '../../support/time';

const SECRET = 'mark-of-the-secret';
const schema = v.object({ word: v.string() });

let keys = 0;
let api: Api;
const server = forEachTest(() => startServer(sendJson(200, { word: 'hello' })));
useTestClock();
beforeEach(() => {
  api = {
    name: 'ASAPP',
    origin: server.origin,
    keyId: `client ${++keys}`,
    headers: { 'asapp-api-id': 'id', 'asapp-api-secret': SECRET },
    readErrorBody: (body) => (typeof body === 'object' && body !== null ? { ...body } : {}),
  };
});

const send = (deadline: AbortSignal = new AbortController().signal) =>
  sendRequest(api, { method: 'GET', path: '/words', schema, deadline });
const request = (deadline?: AbortSignal) => hurry(send(deadline));

/** The error of a request that must fail. */
async function failure(request: Promise<unknown>): Promise<RequestError> {
  const error = await request.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof RequestError)) throw error;
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain(SECRET);
  expect(JSON.stringify(error)).not.toContain(SECRET);
  return error;
}

describe('a request', () => {
  test('returns what the schema describes', async () => {
    expect(await request()).toEqual({ word: 'hello' });
  });

  test('goes to its origin, even if its path looks like another host', async () => {
    const deadline = new AbortController().signal;
    const path = '//other.example.com/words';
    await hurry(sendRequest(api, { method: 'GET', path, schema, deadline }));
    expect(server.requests.map(({ url }) => url)).toEqual([path]);
  });

  test('carries the key, and a query without undefined values', async () => {
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

  test('keeps no connection open, since it would be dead after the process was frozen', async () => {
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

  test('ignores any proxy in the environment', async () => {
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

  test('wants an answer without compression', async () => {
    await request();
    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('accepts an answer that was compressed with %s all the same', async (encoding, compress) => {
    const body = compress(JSON.stringify({ word: 'small' }));
    server.answer((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding });
      response.end(body);
    });
    expect(await request()).toEqual({ word: 'small' });
  });
});

describe('a request without an answer', () => {
  test.each([
    ['is reset', reset],
    ['breaks off in the middle of the answer', breakOff],
  ])(
    'fails as a network error after three attempts if the connection %s',
    async (_case, answer) => {
      server.answer(answer);
      const error = await failure(request());
      expect(error).toBeInstanceOf(NetworkError);
      expect(server.requests).toHaveLength(3);
    },
  );

  test('fails as a network error if nothing listens on the port', async () => {
    await server.close();
    const error = await failure(request());
    expect(error).toBeInstanceOf(NetworkError);
    expect(error.facts.code).toBe('ECONNREFUSED');
  });

  test.each([
    ['does not start', hang],
    ['does not end', drip],
  ])('times out at the deadline if the answer %s', async (_case, answer) => {
    server.answer(answer);
    const deadline = new AbortController();
    const failing = failure(request(deadline.signal));
    await server.received(1);
    deadline.abort();
    expect(await failing).toBeInstanceOf(TimeoutError);
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['does not start', hang],
    ['does not end', drip],
  ])('is repeated if the answer %s within 2.5 s', async (_case, answer) => {
    server.answer((incoming, response) => {
      const isFirst = server.requests.length === 1;
      (isFirst ? answer : sendJson(200, { word: 'second' }))(incoming, response);
    });
    const startedAt = Date.now();
    expect(await request()).toEqual({ word: 'second' });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(2_600);
  });

  test('times out without being sent if the deadline has passed', async () => {
    expect(await failure(request(AbortSignal.abort()))).toBeInstanceOf(TimeoutError);
    expect(server.requests).toEqual([]);
  });
});

describe('a refused request', () => {
  test.each([400, 401, 403, 404, 409, 422, 429])(
    'is not repeated after HTTP %d',
    async (status) => {
      server.answer(sendJson(status, { requestId: 'r-1', code: `${status}-01` }));
      const error = await failure(request());
      expect(error).toBeInstanceOf(StatusError);
      expect(error.facts).toMatchObject({ status, requestId: 'r-1', code: `${status}-01` });
      expect(server.requests).toHaveLength(1);
    },
  );

  test.each([500, 502, 503])('is made three times in all after HTTP %d', async (status) => {
    server.answer(sendText(status, '<html>'));
    const error = await failure(request());
    expect(error).toBeInstanceOf(StatusError);
    expect(error.facts.status).toBe(status);
    expect(server.requests).toHaveLength(3);
  });

  test('succeeds if the system recovers in time', async () => {
    let count = 0;
    server.answer((incoming, response) => {
      count += 1;
      const answer = count < 3 ? sendJson(503, {}) : sendJson(200, { word: 'back' });
      answer(incoming, response);
    });
    expect(await request()).toEqual({ word: 'back' });
  });

  test.each([301, 302, 307, 308])(
    'does not follow the redirect of HTTP %d, which would leak the key',
    async (status) => {
      const other = await startServer(sendJson(200, { word: 'stolen' }));
      server.answer(sendText(status, '', { Location: `${other.origin}/words` }));
      expect(await failure(request())).toBeInstanceOf(StatusError);
      expect(other.requests).toEqual([]);
      await other.close();
    },
  );
});

describe('an unusable answer', () => {
  test.each([
    ['HTML', '<html></html>', 'the answer is not JSON'],
    ['an empty body', '', 'the answer is not JSON'],
    ['truncated JSON', '{"word":', 'the answer is not JSON'],
    ['an empty object', '{}', 'unexpected answer at word'],
    ['null', 'null', 'unexpected answer'],
    ['a value of the wrong type', '{"word":7}', 'unexpected answer at word'],
    ['a list', '["mark-of-a-value"]', 'unexpected answer'],
  ])('is refused without being quoted: %s', async (_case, text, message) => {
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
  ])('is not read to its end if it is huge and its size is %s', async (_case, headers) => {
    server.answer(sendText(200, `"${'x'.repeat(1_000_000)}"`, headers));
    const error = await failure(request());
    expect(error).toBeInstanceOf(BadAnswerError);
    expect(error.message).toContain('too large');
    expect(server.requests).toHaveLength(1);
  });

  test('is not decompressed to its end if it is huge', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    server.answer((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(bomb);
    });
    giveTimeBack(); // a busy machine takes its time to decompress
    await expect(send()).rejects.toThrow('too large');
  });

  test('is refused if its compression is broken', async () => {
    server.answer((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end('this is not gzip');
    });
    expect(await failure(request())).toBeInstanceOf(RequestError);
  });
});

describe('a system that keeps failing', () => {
  test('gets no requests for a while, then one probe after at most 20 s', async () => {
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

  test('still gets requests with another key', async () => {
    server.answer(sendJson(503, {}));
    await failure(request());
    await failure(request());
    api = { ...api, keyId: `client ${++keys}` };
    server.answer(sendJson(200, { word: 'hello' }));
    expect(await request()).toEqual({ word: 'hello' });
  });
});
