import { formOf, type HttpRequest, xmlAnswer } from '../http/message';
import type { Edge } from '../twilio/edge';
import { callFunction } from '../twilio/function-call';
import type { Host } from '../twilio/network';
import { newSid } from '../twilio/sid';
import type { Asker } from '../twilio/webhook';

export interface FlowOptions {
  edge: Edge;
  accountSid: string;
  flowSid?: string;
  /** Who is called when a person is wanted. */
  agentNumber?: string;
}

export interface LocalFlow {
  /** The flow's webhook URL, to be bound to a number. */
  url: string;
  /** Answers at that URL. */
  host: Host;
}

const HOST = 'https://webhooks.twilio.com';

/**
 * A stand-in for a Studio flow: Redirect to `/engage`, Run Function `/call-transfer-state`, then a
 * person or a goodbye. It obeys Studio's rules of the hand-back and knows no flow definition.
 */
export function minimalFlow(options: FlowOptions): LocalFlow {
  const { edge, accountSid, flowSid = newSid('FW'), agentNumber = '+15550103000' } = options;
  const url = `${HOST}/v1/Accounts/${accountSid}/Flows/${flowSid}`;
  const person = `<Dial><Number>${agentNumber}</Number></Dial>`;
  const sorry = '<Say>Sorry, nobody can take your call. Goodbye.</Say>';
  return {
    url,
    async host(request, asker) {
      const given = formOf(request);
      if (given.FlowEvent !== 'return') {
        return document(`<Redirect>${escaped(engageUrl(edge, flowSid, request))}</Redirect>`);
      }
      const outcome = given.outcome ?? (asker ? await runFunction(edge, asker, given) : 'failed');
      if (outcome === 'completed') return document('<Say>Thank you for calling. Goodbye.</Say>');
      return document(outcome === 'caller-hung-up' ? '' : `${person}${sorry}`);
    },
  };
}

const document = (verbs: string) => xmlAnswer(`<Response>${verbs}</Response>`);

/** What was put on the flow's own URL goes along to the agent. */
function engageUrl({ publicOrigin }: Edge, flowSid: string, request: HttpRequest): string {
  const url = new URL('/engage', publicOrigin);
  url.search = new URL(request.url).search;
  url.searchParams.set('FlowEvent', 'return');
  url.searchParams.set('flowSid', flowSid);
  return url.href;
}

/** The Run Function widget: only the configured parameters go along, and any 4xx or 5xx fails. */
async function runFunction(
  { publicOrigin }: Edge,
  asker: Asker,
  { CallSid = '', engagement }: Record<string, string>,
): Promise<string> {
  const parameters = { CallSid, ...(engagement !== undefined && { engagement }) };
  const answer = await callFunction(asker, `${publicOrigin}/call-transfer-state`, parameters);
  if (answer === undefined || answer.status >= 400) return 'failed';
  const state: unknown = JSON.parse(answer.body);
  const hasOutcome = typeof state === 'object' && state !== null && 'outcome' in state;
  return hasOutcome ? String(state.outcome) : 'failed';
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
