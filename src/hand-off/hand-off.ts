import { type FunctionEvent, parameter, sid } from '../runtime/event';
import {
  readTranscriptionParameters,
  type TranscriptionParameters,
} from '../transcription/parameters';
import { type Call, laterEngagement, readCall } from '../voice/call';
import { type CallContext, emptyContext } from '../voice/call-context';
import { type Chain, formatChain, parseChain } from '../voice/chain';
import { type Destination, endsChain } from '../voice/destination';
import { filterDestinations } from '../voice/destinations';
import { availabilityNow } from '../voice/opening-hours-config';
import { type Outcome, readOutcome } from '../voice/outcome';
import { usesApp } from '../voice/parties';
import { route } from '../voice/routing';
import { serviceUrl } from '../voice/urls';
import { whileClosed } from './closed';
import type { HandOffConfig } from './config';

/** A call on its way to somebody. Everything the next request needs is in the action URL. */
export interface HandOff {
  readonly call: Call;
  readonly outcome: Outcome;
  /** The destinations that are left; the first one is tried now. Empty: the call ends with spoken words. */
  readonly chain: Chain;
  /** Whether the call is forked to AutoTranscribe. */
  readonly isTranscribed: boolean;
  /** How it is transcribed, if a request said so. An agent's id in it is that of the first destination. */
  readonly transcription?: TranscriptionParameters | undefined;
  /** The flow that gets the call back if nobody takes it; undefined if the call ends with spoken words. */
  readonly flowSid?: string | undefined;
  /** Whether the caller has waited for a summary that was late. */
  readonly isSummaryLate?: boolean | undefined;
}

/** All that a verb may need to know about a hand-off. */
export interface HandOffDetails extends HandOff {
  readonly context: CallContext;
  readonly config: HandOffConfig;
  /** The host name of this service. */
  readonly domainName: string;
  /** The URL that Twilio requests when this destination is done. */
  readonly action: string;
}

/**
 * Starts a hand-off: the chain that fits the outcome and the context, then voicemail. A destination that
 * the call cannot be sent to counts as if it were not configured. The opening hours are judged here, once:
 * whoever is on the way to a person when people leave still reaches one.
 *
 * @param hasFailed - whether a destination has just failed and must not be tried again
 */
export function startHandOff(
  call: Call,
  outcome: Outcome,
  context: CallContext,
  config: HandOffConfig,
  hasFailed: (destination: Destination) => boolean = () => false,
): HandOff {
  const { openingHours, voicemailCallbackUrl, voicemailWorkflow } = config;
  const isPossible = (destination: Destination) =>
    isReachable(destination, call) && !hasFailed(destination);
  const destinations = filterDestinations(config.destinations, isPossible);
  // Filtered again, since a custom `routing.ts` may name destinations of its own.
  const routed = route(outcome, context, destinations).filter(isPossible);
  const isClosed = availabilityNow(openingHours)?.isOpen === false;
  const chain = isClosed ? whileClosed(routed, outcome, context, destinations) : routed;
  // If somebody hears about voicemails, one is taken instead of an apology.
  const isHeard = (voicemailCallbackUrl ?? voicemailWorkflow) !== undefined;
  const wantsVoicemail = isHeard && outcome !== 'completed';
  const last = chain.at(-1);
  const isOpen = last === undefined || !endsChain(last);
  const end: Chain = wantsVoicemail && isOpen ? [{ kind: 'voicemail', word: 'voicemail' }] : [];
  return { call, outcome, chain: [...chain, ...end], isTranscribed: false };
}

/**
 * A flow's URL has the account in it, so without an account the flow cannot be reached. And Studio
 * refuses calls that the account placed: for it they are not incoming.
 */
export function isReachable(
  { kind }: Destination,
  { accountSid, direction }: Pick<Call, 'accountSid' | 'direction'>,
): boolean {
  return kind !== 'flow' || (accountSid !== undefined && direction !== 'outbound-api');
}

/** The chain of a hand-off, as its action URL carries it, in characters. */
const MOST_CHAIN_CHARACTERS = 4_000;

/**
 * Reads the hand-off that our own URL carries, so that neither a changed variable nor an agent that is
 * down can move a call that is under way. A missing or mangled chain means the fallback chain; an empty
 * one (`chain=`) means that no destination is left.
 */
export function readHandOff(event: FunctionEvent, config: HandOffConfig): HandOff {
  const call = readCall(event);
  const isTranscribed = parameter(event, 'transcribed') === '1';
  const options = isTranscribed ? readTranscriptionParameters(event).value : undefined;
  const transcription = options && { ...options, agentId: undefined };
  const isSummaryLate = parameter(event, 'summary') === 'late';
  const chain = readChain(event, call);
  if (!chain) {
    const started = startHandOff(call, 'failed', emptyContext(call.callSid), config);
    return { ...started, isTranscribed, transcription };
  }
  const outcome = readOutcome(event) ?? 'failed';
  const flowSid = sid(event, 'flowSid', 'FW');
  return { call, outcome, chain, isTranscribed, transcription, flowSid, isSummaryLate };
}

/**
 * If the parameters of a Voice SDK app came with every request (assumption 39), the app could choose
 * destinations at your expense. So the chain of its caller begins with the CallSid, which the app cannot
 * know when it chooses its parameters.
 */
function readChain({ chain, step }: FunctionEvent, call: Call): Chain | undefined {
  // Up to version 0.1 a URL carried the whole chain, and in `step` how far the call had come.
  if (typeof chain !== 'string' || step !== undefined) return undefined;
  if (chain.length > MOST_CHAIN_CHARACTERS) return undefined;
  const [first, ...others] = chain.trim().split(' ');
  const isMarked = first !== undefined && first === call.callSid;
  if (usesApp(call) && !isMarked) return undefined;
  const words = isMarked ? others.join(' ') : chain.trim();
  const parsed = parseChain(words);
  return formatChain(parsed) === words ? parsed : undefined; // else a word of it was lost
}

function writeChain(chain: Chain, call: Call): string {
  const words = formatChain(chain);
  return usesApp(call) && call.callSid ? `${call.callSid} ${words}`.trim() : words;
}

/** The URL that Twilio requests when the first destination of the chain is done. */
export function actionUrl(
  { call, outcome, chain, isTranscribed, transcription, flowSid, isSummaryLate }: HandOff,
  domainName: string,
): string {
  return serviceUrl(domainName, '/hand-off', {
    chain: writeChain(chain.slice(1), call),
    outcome,
    engagement: laterEngagement(call),
    recording: call.recording,
    line: call.line,
    voiceAgent: call.voiceAgent,
    flowSid,
    transcribed: isTranscribed ? 1 : undefined,
    summary: isSummaryLate ? 'late' : undefined,
    ...transcription,
    agentId: undefined,
  });
}
