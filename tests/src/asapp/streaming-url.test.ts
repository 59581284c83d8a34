import type { AsappConfig, VoiceAgentMode } from '../../../src/asapp/config';
import { generativeAgentStreamingUrl } from '../../../src/asapp/streaming-url';
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
    const outcome = expect(before).rejects.toThrow(TimeoutError);
    await server.received(1);
    now += 4_000;
    server.answer(sendJson(200, { streamingUrl: 'wss://media.example/new' }));
    expect(await get()).toBe('wss://media.example/new');

    frozen.abort();
    await outcome;
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
