/** One of the platform's slots: a process with its own memory that serves one invocation at a time. */
import { serve } from './child';
import { loadFunction, type Parameters, prepareRuntime } from './functions';

const FUNCTIONS = ['engage', 'call-complete', 'stream-status', 'fallback'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export type SlotRequest =
  /** Starts again without memory, like a new process. */
  { readonly env: Parameters } | { readonly invoke: FunctionName; readonly parameters: Parameters };

export interface SlotAnswer {
  /** HTTP status of the function's answer. */
  readonly status: number;
}

type Invoke = ReturnType<typeof loadFunction>;

prepareRuntime();
const loaded = new Map<FunctionName, Invoke>();
let env: Parameters = {};

serve<SlotRequest, SlotAnswer>(async (request) => {
  if ('env' in request) {
    env = request.env;
    for (const name of FUNCTIONS) {
      loaded.set(name, loadFunction('dist/functions', `${name}.protected`, { reload: true }));
    }
    return { status: 204 };
  }
  const invoke = loaded.get(request.invoke);
  if (!invoke) throw new Error(`${request.invoke} is not loaded`);
  const { status } = await invoke(env, request.parameters);
  return { status };
});
