import { json, twiml } from '../../../src/runtime/answer';
import { defineFunction, type Invocation } from '../../../src/runtime/function';
import { captureConsole } from '../../support/console';
import { CALL, CALL_SID, DOMAIN_NAME, invoke } from '../../support/runtime';
import { giveTimeBack, takeTime } from '../../support/time';

const words = (text: string) => twiml({ toString: () => text });
const never = () => new Promise<never>(() => {});

afterEach(() => {
  giveTimeBack();
});

describe('a function', () => {
  const written = captureConsole();

  test('gives the answer of its work', async () => {
    const handler = defineFunction({
      milliseconds: 1_000,
      answer: async ({ event, domainName }) => json(200, { from: event.From, domainName }),
      rescue: () => words('rescue'),
    });
    const answer = await invoke(handler, { From: 'someone' });
    expect(answer.body).toBe(JSON.stringify({ from: 'someone', domainName: DOMAIN_NAME }));
  });

  test('is rescued where its work throws, and says where without the words of the error', async () => {
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

  test('does not take a line of an error’s message for a place in the code', async () => {
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
    'is rescued where its work throws %p, which is no error',
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

  test('is rescued where its work does not end in time', async () => {
    takeTime();
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

  test('answers once where its work fails after it was rescued', async () => {
    takeTime();
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

  test('answers HTTP 500 where even its rescue throws: Twilio then tries again and asks the fallback', async () => {
    const fail = () => {
      throw new Error('mark-of-a-value');
    };
    const handler = defineFunction({ milliseconds: 1_000, answer: fail, rescue: fail });
    const answer = await invoke(handler, CALL);
    expect(answer).toMatchObject({ status: 500, body: '' });
    expect(written.find('rescue-failed')).toMatchObject({ level: 'error', code: 'Error' });
    expect(written.text()).not.toContain('mark-of-a-value');
  });

  test('gives up its work at its deadline', async () => {
    takeTime();
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
    takeTime();
    const handler = defineFunction({
      milliseconds: 1_234,
      answer: () => words('answer'),
      rescue: () => words('rescue'),
    });
    await invoke(handler, CALL);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('logs the call only where its SID is one: anything else may be a phone number', async () => {
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

  test('hands on Twilio’s REST client', async () => {
    const handler = defineFunction({
      milliseconds: 1_000,
      answer: ({ twilioClient }) => words(twilioClient().accountSid),
      rescue: () => words('rescue'),
    });
    expect((await invoke(handler, CALL)).body).toMatch(/^AC/);
  });
});
