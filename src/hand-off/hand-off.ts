import type { Call } from '../voice/call';
import type { CallContext } from '../voice/call-context';
import { type Chain, formatChain } from '../voice/chain';
import { type Destination, endsChain } from '../voice/destination';
import type { Outcome } from '../voice/outcome';
import { say, type VoiceResponse } from '../voice/speech';
import { serviceUrl } from '../voice/urls';
import type { HandOffConfig } from './config';
import { verbFor } from './verbs/verb';

/** A call on its way through a chain. */
export interface HandOff {
  readonly call: Call;
  readonly outcome: Outcome;
  readonly context: CallContext;
  readonly chain: Chain;
  /** Which destination of the chain has its turn, from 0; past the last one the call ends in words. */
  readonly step: number;
  /** Whether the call is forked to AutoTranscribe. */
  readonly isTranscribed: boolean;
  readonly config: HandOffConfig;
  /** The host name of this service. */
  readonly domainName: string;
}

export interface HandOffAnswer {
  readonly twiml: VoiceResponse;
  /** Where the call goes now, for the log. */
  readonly status: Destination['kind'] | 'words';
  /** The names of what the destination could not be told, for the log. */
  readonly leftOut: readonly string[];
}

/**
 * The TwiML that sends a call to the destination whose turn it is, or ends it with spoken words where
 * none is left. It waits for nothing, so it can also be the last resort of any function.
 */
export function handOff(handOff: HandOff, twiml = new Twilio.twiml.VoiceResponse()): HandOffAnswer {
  const chain = completeChain(handOff);
  const destination = chain[handOff.step];
  if (destination) {
    const action = actionUrl({ ...handOff, chain });
    const leftOut = verbFor(destination)(twiml, { ...handOff, chain, action });
    return { twiml, status: destination.kind, leftOut };
  }
  const { goodbye, apology } = handOff.config.speech.messages;
  say(twiml, handOff.config.speech, handOff.outcome === 'completed' ? goodbye : apology);
  twiml.hangup();
  return { twiml, status: 'words', leftOut: [] };
}

/** A flow is asked at the account's own URL; without an account it cannot be. */
function isReachable({ call }: HandOff, { kind }: Destination): boolean {
  return kind !== 'flow' || call.accountSid !== undefined;
}

/** Where voicemail reaches somebody, it stands at the end of each chain instead of an apology. */
function completeChain(handOff: HandOff): Chain {
  const { outcome, config } = handOff;
  const chain = handOff.chain.filter((destination) => isReachable(handOff, destination));
  const isWanted = config.voicemailCallbackUrl !== undefined && outcome !== 'completed';
  const last = chain.at(-1);
  if (!isWanted || (last && endsChain(last))) return chain;
  return [...chain, { kind: 'voicemail', word: 'voicemail' }];
}

/** No state is kept: the chain and the step come back in the URL, which Twilio signs. */
function actionUrl({ call, chain, step, outcome, isTranscribed, domainName }: HandOff): string {
  return serviceUrl(domainName, '/hand-off', {
    chain: formatChain(chain),
    step,
    outcome,
    engagement: call.engagement === 1 ? undefined : call.engagement,
    line: call.line,
    voiceAgent: call.voiceAgent,
    transcribed: isTranscribed ? 1 : undefined,
  });
}
