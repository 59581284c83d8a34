import * as v from 'valibot';
import { type AgentOutcome, agentOutcomes } from '../asapp/script';
import { type Answerer, answerers } from '../twilio/call/script';

const oneOf = <Word extends string>(words: readonly Word[], what: string) =>
  v.picklist(
    words,
    ({ input }) => `${what} ${JSON.stringify(input)}: use one of ${words.join(', ')}`,
  );

/** A call to be placed, as `npm run call` and the console ask for it. */
export const callRequest = v.strictObject({
  /** What the local agent does; a real ASAPP decides for itself. */
  outcome: v.optional(oneOf<AgentOutcome>(agentOutcomes, 'outcome'), 'agent'),
  /** The number is bound to a Studio flow, not to /engage. */
  studio: v.optional(v.boolean(), false),
  /** What happens when people are called, in order; everybody answers once the list is empty. */
  agentAnswers: v.optional(v.array(oneOf<Answerer>(answerers, 'answer')), []),
  /** Upper case: Twilio's own parameters. Lower case: on the service's URL, for the agent. */
  parameters: v.optional(v.record(v.string(), v.string()), {}),
});

export type CallRequest = v.InferOutput<typeof callRequest>;

/** Reads a request from outside. Throws with one sentence per fault. */
export function readCallRequest(input: unknown): CallRequest {
  const result = v.safeParse(callRequest, input);
  if (result.success) return result.output;
  throw new BadCallRequest(result.issues.map(({ message }) => message).join('; '));
}

export class BadCallRequest extends Error {
  override readonly name = 'BadCallRequest';
}
