import { beforeDeadline } from '../../../src/http/before-deadline';
import { TimeoutError } from '../../../src/http/errors';

const FACTS = { api: 'ASAPP', method: 'GET', path: '/' };
const never = new Promise<string>(() => {});

describe('an answer that others wait for too', () => {
  test('is there before the deadline', async () => {
    const { signal } = new AbortController();
    await expect(beforeDeadline(Promise.resolve('it'), FACTS, signal)).resolves.toBe('it');
    await expect(beforeDeadline(Promise.reject(new Error('no')), FACTS, signal)).rejects.toThrow(
      'no',
    );
  });

  test('is a timeout after the deadline, also one that has passed', async () => {
    const deadline = new AbortController();
    const waiting = beforeDeadline(never, FACTS, deadline.signal);
    deadline.abort();
    await expect(waiting).rejects.toBeInstanceOf(TimeoutError);
    await expect(beforeDeadline(never, FACTS, deadline.signal)).rejects.toMatchObject({
      facts: { ...FACTS, code: 'timeout' },
    });
  });
});
