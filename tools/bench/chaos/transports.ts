import type { Send } from '../../simulator';
import type { Transport } from './setup';
import type { Answered } from './verdict';

/** Several transports as one, the first of them outermost. */
export function chain(transports: readonly Transport[]): Transport {
  return (request, send) => {
    const through = transports.reduceRight<Send>(
      (next, transport) => (each) => transport(each, next),
      send,
    );
    return through(request);
  };
}

/** Writes down how the service answers, whatever becomes of the answer afterwards. */
export function watch(origin: string, answers: Answered[]): Transport {
  return async (request, send) => {
    if (!request.url.startsWith(`${origin}/`)) return send(request);
    const path = new URL(request.url).pathname.slice(1);
    const began = performance.now();
    const note = (status: number, contentType: string) =>
      answers.push({ path, status, contentType, ms: performance.now() - began });
    try {
      const answer = await send(request);
      note(answer.status, answer.headers['content-type'] ?? '');
      return answer;
    } catch (error) {
      note(0, '');
      throw error;
    }
  };
}
