/** A process that serves call after call, and says what its heap weighs in between. Run with --expose-gc. */
import { callParameters } from '../calls';
import { serve } from '../process/child';
import { loadFunction, type Parameters, prepareRuntime } from '../process/functions';

export interface MemoryRequest {
  readonly env: Parameters;
  /** Whole calls to serve. */
  readonly calls: number;
  /** Calls served at the same time. */
  readonly atOnce: number;
}

/** Bytes, after a full garbage collection. */
export interface MemoryAnswer {
  readonly heap: number;
  readonly resident: number;
}

prepareRuntime();
const load = (name: string) => loadFunction('dist/functions', `${name}.protected`);
const [engage, complete, status] = [load('engage'), load('call-complete'), load('stream-status')];

async function call(env: Parameters): Promise<void> {
  const parameters = callParameters();
  await engage(env, { ...parameters, CallStatus: 'ringing', taskName: 'billing' });
  await status(env, { ...parameters, StreamEvent: 'stream-started' });
  await status(env, { ...parameters, StreamEvent: 'stream-stopped' });
  const { body } = await complete(env, parameters);
  if (!body.includes('<Dial')) throw new Error('a call was not handed on');
}

serve<MemoryRequest, MemoryAnswer>(async ({ env, calls, atOnce }) => {
  let left = calls;
  const work = async () => {
    for (; left > 0; left -= 1) await call(env);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  global.gc?.();
  global.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, resident: rss };
});
