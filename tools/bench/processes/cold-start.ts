/** A new process that loads /engage and answers once. `twilio` is loaded before, as in the cloud. */
import { callParameters } from '../call';
import { serve } from './child';
import { loadFunction, type Parameters, prepareRuntime } from './functions';

export interface ColdRequest {
  /** Folder of the functions, from the root of the project. */
  readonly folder: string;
  readonly env: Parameters;
}

/** Milliseconds. */
export interface ColdAnswer {
  readonly load: number;
  readonly answer: number;
}

serve<ColdRequest, ColdAnswer>(async ({ folder, env }) => {
  prepareRuntime();
  // What loading the runtime leaves behind would be collected during some measurements and not others.
  globalThis.gc?.();
  const began = performance.now();
  const engage = loadFunction(folder, 'engage.protected');
  const loaded = performance.now();
  const { body } = await engage(env, callParameters());
  const answered = performance.now();
  if (!body.includes('<Stream')) throw new Error('the first answer connects no stream');
  return { load: loaded - began, answer: answered - loaded };
});
