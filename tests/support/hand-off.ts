import { readHandOffConfig } from '../../src/hand-off/config';
import { type HandOff, handOff } from '../../src/hand-off/hand-off';
import { type Call, readCall } from '../../src/voice/call';
import { type CallContext, callContext } from '../../src/voice/call-context';
import { parseChain } from '../../src/voice/chain';
import { CALL, CALL_SID, DOMAIN_NAME } from './runtime';
import { type Element, parseTwiml } from './twiml';

export const CALLER: Call = readCall(CALL);

/** A context with these variables, as an agent may have learned them. */
export function learned(
  transferVariables: Readonly<Record<string, unknown>> = {},
  more: Partial<CallContext> = {},
): CallContext {
  return { ...callContext(CALL_SID), transferVariables, ...more };
}

interface Situation extends Partial<Omit<HandOff, 'chain' | 'config' | 'call'>> {
  /** As it is written in a variable. */
  readonly chain: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What Twilio and our own URL say of the call, beside the usual. */
  readonly event?: Readonly<Record<string, unknown>>;
}

/** A call before the first destination of a chain, unless told otherwise. */
export function situation({ chain, environment = {}, event = {}, ...more }: Situation): HandOff {
  const call = readCall({ ...CALL, ...event });
  return {
    call,
    outcome: 'agent',
    context: callContext(call.callSid),
    chain: parseChain(chain),
    step: 0,
    isTranscribed: false,
    config: readHandOffConfig(environment, call.line).value,
    domainName: DOMAIN_NAME,
    ...more,
  };
}

/** What Twilio is told in a situation, and what was left out of it. */
export function handedOff(where: Situation): {
  readonly response: Element;
  readonly status: string;
  readonly leftOut: readonly string[];
} {
  const { twiml, status, leftOut } = handOff(situation(where));
  return { response: parseTwiml(twiml.toString()), status, leftOut };
}
