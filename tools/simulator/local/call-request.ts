import * as v from 'valibot';
import { type AgentOutcome, agentOutcomes, type VoiceName, voiceNames } from '../asapp/script';
import { type Answerer, answerers } from '../twilio/call/script';
import { asappFaultsSchema, oneOfWords } from './asapp-faults';

const variables = v.record(v.string(), v.unknown());

/** The rest of what the local agent does; see AgentScript for what each means. */
const agent = v.strictObject({
  voice: v.exactOptional(oneOfWords<VoiceName>(voiceNames, 'voice')),
  frames: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30_000))),
  currentTaskName: v.exactOptional(v.nullable(v.string())),
  referenceVariables: v.exactOptional(variables),
  transferVariables: v.exactOptional(variables),
  summary: v.exactOptional(v.nullable(v.string())),
});

/** A call to place, as `npm run call` and the console request it. */
export const callRequest = v.strictObject({
  /** What the local agent does; a real ASAPP decides for itself. */
  outcome: v.optional(oneOfWords<AgentOutcome>(agentOutcomes, 'outcome'), 'agent'),
  agent: v.optional(agent, {}),
  /** The number is bound to a Studio flow, not to /engage. */
  studio: v.optional(v.boolean(), false),
  /** What happens when people are called, in order; everybody answers once the list is empty. */
  agentAnswers: v.optional(v.array(oneOfWords<Answerer>(answerers, 'answer')), []),
  /** How long a person who was called talks with the caller. */
  talkMs: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600_000))),
  /** How long a caller waits in a queue until a person takes the call; default: 3 s. */
  queueMs: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600_000))),
  /** What the caller presses each time keys are asked for, in order; nothing once the list is empty. */
  keys: v.optional(
    v.array(v.pipe(v.string(), v.regex(/^[0-9*#]*$/, 'keys are 0 to 9, * and #'))),
    [],
  ),
  /** Upper case: Twilio's own parameters. Lower case: on the service's URL, for the agent. */
  parameters: v.optional(v.record(v.string(), v.string()), {}),
  /** What goes wrong at the local ASAPP during this call. */
  faults: v.optional(asappFaultsSchema, {}),
});

export type CallRequest = v.InferOutput<typeof callRequest>;

/** Reads a request from outside. Throws an error with one sentence per problem. */
export function readCallRequest(input: unknown): CallRequest {
  const result = v.safeParse(callRequest, input);
  if (result.success) return result.output;
  throw new BadCallRequest(result.issues.map(({ message }) => message).join('; '));
}

export class BadCallRequest extends Error {
  override readonly name = 'BadCallRequest';
}
