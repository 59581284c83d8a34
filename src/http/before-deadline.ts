import { type RequestFacts, TimeoutError } from './errors';

/**
 * The answer to a request that others wait for too, unless the deadline comes first. The
 * request itself goes on.
 *
 * @throws TimeoutError if the deadline comes first
 */
export function beforeDeadline<T>(
  answer: Promise<T>,
  facts: RequestFacts,
  deadline: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new TimeoutError(facts));
    if (deadline.aborted) giveUp();
    deadline.addEventListener('abort', giveUp, { once: true });
    answer.then(resolve, reject).finally(() => deadline.removeEventListener('abort', giveUp));
  });
}
