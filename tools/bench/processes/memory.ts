/** A process that serves many calls and measures its heap after them. Run with --expose-gc. */
import { callParameters } from '../call';
import { serve } from './child';
import { loadFunction, type Parameters, prepareRuntime } from './functions';

export interface MemoryRequest {
  readonly env: Parameters;
  /** Whole calls to serve. */
  readonly calls: number;
  /** Calls served at the same time. */
  readonly concurrency: number;
}

/** Bytes, after a full garbage collection. */
export interface MemoryAnswer {
  readonly heap: number;
  readonly resident: number;
}

prepareRuntime();
const load = (name: string) => loadFunction('dist/functions', `${name}.protected`);
const [engage, complete, status] = [load('engage'), load('call-complete'), load('stream-status')];

async function serveCall(env: Parameters): Promise<void> {
  const parameters = callParameters();
  await engage(env, { ...parameters, CallStatus: 'ringing', taskName: 'billing' });
  await status(env, { ...parameters, StreamEvent: 'stream-started' });
  await status(env, { ...parameters, StreamEvent: 'stream-stopped' });
  const { body } = await complete(env, parameters);
  if (!body.includes('<Dial')) throw new Error('a call was not handed off');
}

serve<MemoryRequest, MemoryAnswer>(async ({ env, calls, concurrency }) => {
  let left = calls;
  const serveCalls = async () => {
    for (; left > 0; left -= 1) await serveCall(env);
  };
  await Promise.all(Array.from({ length: concurrency }, serveCalls));
  global.gc?.();
  global.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, resident: rss };
});
