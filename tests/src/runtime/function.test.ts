import { StatusError } from '../../../src/http/errors';
import { json, twiml } from '../../../src/runtime/answer';
import { defineFunction, type Invocation } from '../../../src/runtime/function';
import { captureConsole } from '../../support/console';
import { ACCOUNT_SID, CALL, CALL_SID, DOMAIN_NAME, invoke } from '../../support/runtime';
import { useTestClock } from '../../support/time';

const words = (text: string) => twiml({ toString: () => text });
const never = () => new Promise<never>(() => {});

useTestClock();

describe('a function', () => {
  const written = captureConsole();

  test('answers what its work returns', async () => {
    const handler = defineFunction({
      milliseconds: 1_000,
      answer: async ({ event, domainName }) => json(200, { from: event.From, domainName }),
      rescue: () => words('rescue'),
    });
    const answer = await invoke(handler, { From: 'someone' });
    expect(answer.body).toBe(JSON.stringify({ from: 'someone', domainName: DOMAIN_NAME }));
  });

  test('is rescued if its work throws, and logs the place without the error’s message', async () => {
    const handler = defineFunction({
      milliseconds: 1_000,
      answer() {
        throw new TypeError('mark-of-a-value');
      },
      rescue: () => words('rescue'),
    });
    const answer = await invoke(handler, CALL);
    expect(answer.body).toBe('rescue');
    expect(written.find('function-failed')).toMatchObject({
      level: 'error',
      callSid: CALL_SID,
      code: 'TypeError',
      problems: [
        expect.stringContaining('function.test.ts'),
        expect.any(String),
        expect.any(String),
      ],
    });
    expect(written.text()).not.toContain('mark-of-a-value');
  });

  test.each([
    [{}, 'api.twilio.com'],
    [{ TWILIO_REGION: 'ie1', TWILIO_EDGE: 'frankfurt' }, 'api.frankfurt.ie1.twilio.com'],
    [{ TWILIO_REGION: 'ie1' }, 'api.dublin.ie1.twilio.com'],
  ])('with %j makes REST requests to %s', async (region, host) => {
    const hosts: string[] = [];
    const handler = defineFunction({
      milliseconds: 1_000,
      async answer({ twilioClient }) {
        const client = twilioClient({ timeout: 500 });
        const request = jest.spyOn(client.httpClient, 'request');
        request.mockImplementation(async ({ uri }) => {
          hosts.push(new URL(uri).host);
          return { statusCode: 200, body: {}, headers: {}, toString: () => '' };
        });
        await client.calls(CALL_SID).fetch();
        return words('');
      },
      rescue: () => words('rescue'),
    });
    await invoke(handler, CALL, { ACCOUNT_SID, AUTH_TOKEN: 'token', ...region });
    expect(hosts).toEqual([host]);
  });

  test('does not mistake a line of an error’s message for a place in the code', async () => {
    const handler = defineFunction({
      milliseconds: 1_000,
      answer() {
        throw new Error('look\n    at +15550001111');
      },
      rescue: () => words('rescue'),
    });
    await invoke(handler, CALL);
    expect(written.text()).not.toContain('+15550001111');
  });

  test.each([[undefined], [null], ['mark'], [{ message: 'mark', stack: 7 }]])(
    'is rescued if its work throws %p, which is not an Error',
    async (thrown) => {
      const handler = defineFunction({
        milliseconds: 1_000,
        answer: () => Promise.reject(thrown),
        rescue: () => words('rescue'),
      });
      expect((await invoke(handler, CALL)).body).toBe('rescue');
      expect(written.text()).not.toContain('mark');
    },
  );

  test('is rescued if its work takes too long', async () => {
    const handler = defineFunction({
      milliseconds: 1_000,
      answer: never,
      rescue: () => words('rescue'),
    });
    const answer = invoke(handler, CALL);
    jest.advanceTimersByTime(1_299);
    expect(console.error).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect((await answer).body).toBe('rescue');
    expect(written.find('function-failed')).toMatchObject({ code: 'DeadlinePassed' });
  });

  test('answers once if its work fails after the rescue', async () => {
    let fail = (_error: Error) => {};
    const handler = defineFunction({
      milliseconds: 1_000,
      answer: () =>
        new Promise((_resolve, reject) => {
          fail = reject;
        }),
      rescue: () => words('rescue'),
    });
    const answer = invoke(handler, CALL);
    jest.advanceTimersByTime(2_000);
    expect((await answer).body).toBe('rescue');
    fail(new Error('late'));
  });

  test('answers HTTP 500 if even its rescue throws, so that Twilio retries and uses the fallback URL', async () => {
    const fail = () => {
      throw new Error('mark-of-a-value');
    };
    const handler = defineFunction({ milliseconds: 1_000, answer: fail, rescue: fail });
    const answer = await invoke(handler, CALL);
    expect(answer).toMatchObject({ status: 500, body: '' });
    expect(written.find('rescue-failed')).toMatchObject({ level: 'error', code: 'Error' });
    expect(written.text()).not.toContain('mark-of-a-value');
  });

  test('aborts its work at the deadline', async () => {
    const abortedAfter: number[] = [];
    const startedAt = Date.now();
    const handler = defineFunction({
      milliseconds: 1_234,
      answer: ({ deadline }: Invocation) =>
        new Promise((resolve) => {
          deadline.addEventListener('abort', () => {
            abortedAfter.push(Date.now() - startedAt);
            resolve(words('answer'));
          });
        }),
      rescue: () => words('rescue'),
    });
    const answer = invoke(handler, CALL);
    await jest.advanceTimersByTimeAsync(1_234);
    expect((await answer).body).toBe('answer');
    expect(abortedAfter).toEqual([1_234]);
  });

  test('leaves no timer behind with its answer', async () => {
    const handler = defineFunction({
      milliseconds: 1_234,
      answer: () => words('answer'),
      rescue: () => words('rescue'),
    });
    await invoke(handler, CALL);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('logs only a well-formed CallSid, since anything else may be a phone number', async () => {
    const handler = defineFunction({
      milliseconds: 1_000,
      answer({ log }) {
        log.info('engaged');
        return words('answer');
      },
      rescue: () => words('rescue'),
    });
    await invoke(handler, { ...CALL, CallSid: '+15550001111' });
    expect(written.lines()).toEqual([{ level: 'info', event: 'engaged' }]);
  });

  test('passes on Twilio’s REST client', async () => {
    const handler = defineFunction({
      milliseconds: 1_000,
      answer: ({ twilioClient }) => words(twilioClient().accountSid),
      rescue: () => words('rescue'),
    });
    const credentials = { ACCOUNT_SID, AUTH_TOKEN: 'token' };
    expect((await invoke(handler, CALL, credentials)).body).toMatch(/^AC/);
  });

  const FAILED = new StatusError({ api: 'ASAPP', method: 'GET', path: '/x', status: 503 });

  test('logs a failed request as its own failure and gives it to the rescue', async () => {
    const handler = defineFunction({
      milliseconds: 1_000,
      failure: 'agent-unreachable',
      answer: () => Promise.reject(FAILED),
      rescue: (_invocation, error) => words(`rescue of ${error?.name}`),
    });
    expect((await invoke(handler, CALL)).body).toBe('rescue of StatusError');
    expect(written.lines()).toEqual([
      {
        level: 'warn',
        event: 'agent-unreachable',
        callSid: CALL_SID,
        status: 503,
        code: 'StatusError',
      },
    ]);
  });

  test('logs a failed request as a bug if it names no failure', async () => {
    const handler = defineFunction({
      milliseconds: 1_000,
      answer: () => Promise.reject(FAILED),
      rescue: (_invocation, error) => words(`rescue of ${error?.name}`),
    });
    expect((await invoke(handler, CALL)).body).toBe('rescue of undefined');
    expect(written.find('function-failed')).toMatchObject({ level: 'error', code: 'StatusError' });
  });

  test('logs the problems of all its settings as one line, each once', async () => {
    const handler = defineFunction({
      milliseconds: 1_000,
      answer({ settings }) {
        settings({ value: 1, problems: ['A is missing'] });
        settings({ value: 1, problems: [] });
        throw new Error('bug');
      },
      rescue: ({ settings }) =>
        words(settings({ value: 'answer', problems: ['A is missing', 'B must be x'] })),
    });
    expect((await invoke(handler, CALL, { LOG_LEVEL: 'chatty' })).body).toBe('answer');
    const [line, ...more] = written.lines().filter(({ event }) => event === 'bad-configuration');
    expect(line).toMatchObject({
      level: 'error',
      problems: [expect.stringMatching(/^LOG_LEVEL must/), 'A is missing', 'B must be x'],
    });
    expect(more).toEqual([]);
  });

  test('names the version of the service in each log line of a cold start, and only there', async () => {
    jest.resetModules();
    const cold: typeof import('../../../src/runtime/function') = require('../../../src/runtime/function');
    const handler = cold.defineFunction({
      milliseconds: 1_000,
      answer({ log }) {
        log.info('first');
        log.info('second');
        return words('answer');
      },
      rescue: () => words('rescue'),
    });
    await invoke(handler, CALL);
    expect(written.text().match(/"version":"\d+\.\d+\.\d+"/g)).toHaveLength(2);
    await invoke(handler, CALL);
    expect(written.text().match(/"version"/g)).toHaveLength(2);
  });
});
