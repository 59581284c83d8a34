import type { AsappConfig, VoiceAgentMode } from '../../../src/asapp/config';
import {
  generativeAgentStreamingUrl,
  type StreamingUrlOptions,
} from '../../../src/asapp/streaming-url';
import { BadAnswerError, StatusError, TimeoutError } from '../../../src/http/errors';
import { forEachTest } from '../../support/for-each-test';
import { hang, sendJson, startServer } from '../../support/http-server';

const MINUTES = 60_000;
let config: AsappConfig;
let keys = 0;
let now = 1_700_000_000_000;
const server = forEachTest(() => {
  let urls = 0;
  return startServer((request, response) => {
    urls += 1;
    sendJson(200, { streamingUrl: `wss://media.example/${urls}` })(request, response);
  });
});

beforeEach(() => {
  config = { origin: server.origin, apiId: `streaming ${++keys}`, apiSecret: 's' };
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const get = (mode?: VoiceAgentMode, deadline = new AbortController().signal) =>
  generativeAgentStreamingUrl(config, mode, deadline);
const getFor = (options: StreamingUrlOptions) =>
  generativeAgentStreamingUrl(config, undefined, new AbortController().signal, options);

describe('the streaming URL', () => {
  test('is requested with the mode, if there is one', async () => {
    await get();
    await get('s2s');
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/mg-genagent/v1/twilio-media-stream-url',
      '/mg-genagent/v1/twilio-media-stream-url?voiceAgentMode=s2s',
    ]);
  });

  test('is cached for 4 minutes', async () => {
    const first = await get();
    now += 4 * MINUTES - 1;
    expect(await get()).toBe(first);
    now += 1;
    expect(await get()).toBe('wss://media.example/2');
  });

  test('is requested again if the clock was set back, which hides its true age', async () => {
    await get();
    now -= 1;
    expect(await get()).toBe('wss://media.example/2');
    expect(await get()).toBe('wss://media.example/2');
  });

  test.each([
    ['is renewed', 0],
    ['is renewed while others wait', 3],
  ])('is used to 4:45 if ASAPP gives no other when it %s', async (_case, others) => {
    const first = await get();
    server.answer(sendJson(401, {}));
    now += 4 * MINUTES + 1_000;
    const calls = Array.from({ length: 1 + others }, () => get());
    expect(new Set(await Promise.all(calls))).toEqual(new Set([first]));
    now += 44_000 - 1;
    expect(await get()).toBe(first);
    now += 1;
    await expect(get()).rejects.toThrow(StatusError);
    expect(server.requests).toHaveLength(4);
  });

  test('is renewed again for the next call after a renewal has failed', async () => {
    await get();
    server.answer(sendJson(401, {}));
    now += 4 * MINUTES;
    await get();
    server.answer(sendJson(200, { streamingUrl: 'wss://media.example/good' }));
    expect(await get()).toBe('wss://media.example/good');
  });

  test('stays kept if another call wants a new one and ASAPP gives none', async () => {
    const first = await get();
    server.answer(sendJson(401, {}));
    await expect(getFor({ isNew: true })).rejects.toThrow(StatusError);
    expect(await get()).toBe(first);
  });

  test('is a new one for a call that wants one, and then for all', async () => {
    const first = await get();
    const second = await getFor({ isNew: true });
    expect(second).not.toBe(first);
    expect(await get()).toBe(second);
    expect(await getFor({ isNew: true })).toBe('wss://media.example/3');
  });

  test('is renewed early for a stream that begins only after a long greeting', async () => {
    const neededForMilliseconds = 70_000;
    const first = await getFor({ neededForMilliseconds });
    now += 4 * MINUTES + 45_000 - neededForMilliseconds - 1;
    expect(await getFor({ neededForMilliseconds })).toBe(first);
    now += 1;
    expect(await get()).toBe(first);
    server.answer(sendJson(401, {}));
    await expect(getFor({ neededForMilliseconds })).rejects.toThrow(StatusError);
    server.answer(sendJson(200, { streamingUrl: 'wss://media.example/good' }));
    expect(await getFor({ neededForMilliseconds })).toBe('wss://media.example/good');
  });

  test('is given, however long the greeting is', async () => {
    const neededForMilliseconds = 10 * MINUTES;
    expect(await getFor({ neededForMilliseconds })).toBe('wss://media.example/1');
    expect(await getFor({ neededForMilliseconds })).toBe('wss://media.example/2');
  });

  test('is requested again for those who waited for a call whose time was up', async () => {
    server.answer(hang);
    const short = new AbortController();
    const outcome = expect(get(undefined, short.signal)).rejects.toThrow(TimeoutError);
    await server.received(1);
    const others = [get(), get()];
    server.answer(sendJson(200, { streamingUrl: 'wss://media.example/good' }));
    short.abort();
    await outcome;
    expect(await Promise.all(others)).toEqual([
      'wss://media.example/good',
      'wss://media.example/good',
    ]);
    expect(server.requests).toHaveLength(2);
  });

  test('is not waited for beyond the deadline, whoever has requested it', async () => {
    server.answer(hang);
    const long = new AbortController();
    const outcome = expect(get(undefined, long.signal)).rejects.toThrow(TimeoutError);
    await server.received(1);
    const short = new AbortController();
    const other = expect(get(undefined, short.signal)).rejects.toThrow(TimeoutError);
    short.abort();
    await other;
    long.abort();
    await outcome;
    expect(server.requests).toHaveLength(1);
  });

  test('ages from when it was requested, not from when it arrived', async () => {
    server.answer((request, response) => {
      now += 3 * MINUTES; // a very slow answer, or a process that was frozen in between
      sendJson(200, { streamingUrl: 'wss://media.example/old' })(request, response);
    });
    await get();
    now += MINUTES;
    await get();
    expect(server.requests).toHaveLength(2);
  });

  test('is requested once, however many calls wait for it', async () => {
    const urls = await Promise.all(Array.from({ length: 100 }, () => get()));
    expect(new Set(urls)).toEqual(new Set(['wss://media.example/1']));
    expect(server.requests).toHaveLength(1);
  });

  test('is requested separately for each mode and key', async () => {
    const first = await get();
    expect(await get('cascade')).not.toBe(first);
    expect(await get('s2s')).not.toBe(first);
    config = { ...config, apiId: `streaming ${++keys}` };
    expect(await get()).not.toBe(first);
    expect(server.requests).toHaveLength(4);
  });

  test('is requested again after a failure, which fails every call that waited and is never cached', async () => {
    server.answer(sendJson(401, {}));
    const results = await Promise.allSettled([get(), get(), get()]);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(StatusError) });
    }
    expect(server.requests).toHaveLength(1);

    server.answer(sendJson(200, { streamingUrl: 'wss://media.example/good' }));
    expect(await get()).toBe('wss://media.example/good');
  });

  test('is requested again if the process was frozen during the last request', async () => {
    server.answer(hang);
    const frozen = new AbortController();
    const before = get(undefined, frozen.signal);
    await server.received(1);
    now += 4_000;
    server.answer(sendJson(200, { streamingUrl: 'wss://media.example/new' }));
    expect(await get()).toBe('wss://media.example/new');

    frozen.abort();
    expect(await before).toBe('wss://media.example/new');
    expect(await get()).toBe('wss://media.example/new');
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    ['is missing', {}],
    ['is null', { streamingUrl: null }],
    ['is empty', { streamingUrl: '' }],
    ['is not a URL', { streamingUrl: 'media.example' }],
    ['is not encrypted', { streamingUrl: 'ws://media.example/a' }],
    ['is for a browser', { streamingUrl: 'https://media.example/a' }],
    ['has a query', { streamingUrl: 'wss://media.example/a?token=mark-of-a-token' }],
    ['has an empty query', { streamingUrl: 'wss://media.example/a?' }],
    ['has a fragment', { streamingUrl: 'wss://media.example/a#b' }],
    ['has an empty fragment', { streamingUrl: 'wss://media.example/a#' }],
    ['has a line break', { streamingUrl: 'wss://media.example/a\nb' }],
    ['has spaces around it', { streamingUrl: ' wss://media.example/a ' }],
    ['has a character that TwiML cannot hold', { streamingUrl: 'wss://media.example/\u0000' }],
    ['has half a surrogate pair', { streamingUrl: 'wss://media.example/\ud800' }],
  ])('is refused as a bad answer if it %s', async (_case, body) => {
    server.answer(sendJson(200, body));
    const error: unknown = await get().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BadAnswerError);
    expect(String(error)).not.toContain('mark-of-a-token');
    expect(String(error)).toContain('streamingUrl');
  });
});
