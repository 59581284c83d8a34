import type { Send } from '../../simulator';
import type { Transport } from './setup';
import type { Answered } from './verdict';

/** Several transports as one; the first is the outermost. */
export function chain(transports: readonly Transport[]): Transport {
  return (request, send) => {
    const through = transports.reduceRight<Send>(
      (next, transport) => (each) => transport(each, next),
      send,
    );
    return through(request);
  };
}

/** Records the service's answers, whatever happens to them afterwards. */
export function watch(origin: string, answers: Answered[]): Transport {
  return async (request, send) => {
    if (!request.url.startsWith(`${origin}/`)) return send(request);
    const path = new URL(request.url).pathname.slice(1);
    const began = performance.now();
    const record = (status: number, contentType: string) =>
      answers.push({ path, status, contentType, ms: performance.now() - began });
    try {
      const answer = await send(request);
      record(answer.status, answer.headers['content-type'] ?? '');
      return answer;
    } catch (error) {
      record(0, '');
      throw error;
    }
  };
}
