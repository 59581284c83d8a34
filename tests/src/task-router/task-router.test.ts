import { sendToTwilio, TaskRouterError } from '../../../src/task-router/task-router';
import { invocationOf } from '../../support/invocation';
import { hurry, useTestClock } from '../../support/time';

useTestClock();

// Safe: nothing of the client is used here.
const twilioClient = (() => ({})) as never;
const rejected = (error: object) => Promise.reject(Object.assign(new Error('marked'), error));

async function failure(work: () => Promise<unknown>, more = {}): Promise<TaskRouterError> {
  const send = sendToTwilio(invocationOf({}, { twilioClient, ...more }), 1_000);
  const error: unknown = await hurry(send(work).catch((thrown: unknown) => thrown));
  if (!(error instanceof TaskRouterError)) throw new Error('it did not fail');
  return error;
}

describe('a request to TaskRouter', () => {
  test('returns what Twilio answers', async () => {
    const send = sendToTwilio(invocationOf({}, { twilioClient }), 1_000);
    expect(await send(async () => 'answer')).toBe('answer');
  });

  test.each([
    [400, 20001, true, 'error'],
    [401, 20003, true, 'error'],
    [404, 20404, true, 'error'],
    [429, 20429, true, 'warn'],
    [500, 20500, false, 'warn'],
  ] as const)(
    'that fails with %i (%i) says so without a text',
    async (status, code, isRefusal, logLevel) => {
      const error = await failure(() => rejected({ status, code }));
      expect(error).toMatchObject({
        isRefusal,
        logLevel,
        logFields: { status, code: String(code) },
      });
      expect(JSON.stringify(error)).not.toContain('marked');
      expect(error.message).not.toContain('marked');
    },
  );

  test('that hangs is given up after its time, and may have been done', async () => {
    const began = Date.now();
    const error = await failure(() => new Promise(() => {}));
    expect(error).toMatchObject({ isRefusal: false, logFields: {} });
    expect(Date.now() - began).toBeLessThan(1_100);
  });

  test('is not sent after the deadline', async () => {
    const work = jest.fn(async () => 'answer');
    await failure(work, { deadline: AbortSignal.abort() });
    expect(work).not.toHaveBeenCalled();
  });

  test('fails in a service that was deployed without credentials', async () => {
    const none = () => {
      throw new Error('marked');
    };
    expect(await failure(async () => 'answer', { twilioClient: none })).toMatchObject({
      isRefusal: false,
    });
  });
});
