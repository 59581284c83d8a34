import { readHandOffConfig } from '../../src/hand-off/config';
import { actionUrl, type HandOffDetails } from '../../src/hand-off/hand-off';
import { addVerb } from '../../src/hand-off/verbs';
import { type Call, type IdentifiedCall, readCall } from '../../src/voice/call';
import { type CallContext, emptyContext } from '../../src/voice/call-context';
import { parseChain } from '../../src/voice/chain';
import { CALL, CALL_SID, DOMAIN_NAME } from './runtime';
import { type Element, parseTwiml } from './twiml';

export const CALLER: Call = readCall(CALL);

/** The usual call, with these parameters besides. */
export function identifiedCall(event: Readonly<Record<string, unknown>> = {}): IdentifiedCall {
  return { ...readCall({ ...CALL, ...event }), callSid: CALL_SID };
}

/** A context with these variables, as an agent may have learned them. */
export function learned(
  transferVariables: Readonly<Record<string, unknown>> = {},
  more: Partial<CallContext> = {},
): CallContext {
  return { ...emptyContext(CALL_SID), transferVariables, ...more };
}

interface Situation extends Partial<Pick<HandOffDetails, 'outcome' | 'context' | 'isTranscribed'>> {
  /** As a variable holds it. */
  readonly chain: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What Twilio and our own URL send about the call, besides the usual. */
  readonly event?: Readonly<Record<string, unknown>>;
}

/** A hand-off of the usual call to the first destination of a chain. */
export function handOffDetails({ chain, environment = {}, event, ...more }: Situation) {
  const call = readCall({ ...CALL, ...event });
  const handOff = {
    call,
    outcome: 'agent' as const,
    chain: parseChain(chain),
    isTranscribed: false,
    context: emptyContext(call.callSid),
    ...more,
  };
  const details: HandOffDetails = {
    ...handOff,
    config: readHandOffConfig(environment).value,
    domainName: DOMAIN_NAME,
    action: actionUrl(handOff, DOMAIN_NAME),
  };
  return details;
}

/** The TwiML that sends a call to the first destination of a chain, and what was left out of it. */
export function handedOff(situation: Situation): {
  readonly response: Element;
  readonly xml: string;
  readonly leftOut: readonly string[];
} {
  const details = handOffDetails(situation);
  const [destination] = details.chain;
  if (!destination) throw new Error(`no destination: ${situation.chain}`);
  const twiml = new Twilio.twiml.VoiceResponse();
  const leftOut = addVerb(twiml, destination, details);
  const xml = twiml.toString();
  return { response: parseTwiml(xml), xml, leftOut };
}
