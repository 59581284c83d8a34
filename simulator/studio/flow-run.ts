import type { Liquid } from 'liquidjs';
import type { State } from '../../studio/definition';
import { type Complaint, error } from '../twilio/complaint';
import type { Parameters } from '../twilio/signature';
import type { CallEvent } from '../twilio/timeline';
import type { Execution } from './execution';
import { enter, kindOf } from './widgets';
import type { Turn } from './widgets/kind';

/** Studio ends an execution that comes to one widget more often than this. */
const MOST_RUNS = 10;

/** Nothing is left to do: the call ends. */
const EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export interface RunOptions {
  readonly execution: Execution;
  readonly liquid: Liquid;
  /** The flow's webhook, without a query. */
  readonly webhookUrl: string;
  readonly post: Turn['post'];
  /** Milliseconds; decides when a wait was too long. */
  readonly now: () => number;
  /** One line of the call's story. */
  readonly tell: (event: Omit<CallEvent, 'at'>) => void;
}

/** Begins a flow with an incoming call; gives the TwiML for it. */
export function begin(options: RunOptions): Promise<string> {
  const { definition } = options.execution;
  const trigger = definition.states.find(({ name }) => name === definition.initial_state);
  return follow(trigger, options);
}

/**
 * The call is back from the TwiML of the widget that waits for it.
 *
 * @param parameters - of the request, from URL and body: they are what the widget has learned
 */
export function comeBack(
  state: State,
  parameters: Parameters,
  { since, ...options }: RunOptions & { readonly since: number },
): Promise<string> {
  const { execution } = options;
  execution.parked = undefined;
  const isLate = hasTimedOut(state, options.now() - since);
  const event = isLate ? 'timeout' : (kindOf(state).leave?.(parameters) ?? '');
  if (!isLate) execution.remember(state.name, parameters);
  return follow(leave(state, event, undefined, options), options);
}

/** Only the redirect waits for no more than a certain time; 0 is for ever. */
function hasTimedOut(state: State, ms: number): boolean {
  if (state.type !== 'add-twiml-redirect') return false;
  const seconds = Number(state.properties.timeout);
  return seconds > 0 && ms > seconds * 1000;
}

/** Goes from widget to widget until one has TwiML for the call, or the flow is over. */
async function follow(first: State | undefined, options: RunOptions): Promise<string> {
  const { execution, liquid, webhookUrl, post, tell } = options;
  const turn: Turn = {
    execution,
    render: (text) => String(liquid.parseAndRenderSync(text, execution.scope)),
    webhook: (event) => `${webhookUrl}?FlowEvent=${event}`,
    post,
    tell: (event) => tell({ ...event, from: 'studio' }),
    complain: (complaint) => tell(told(complaint)),
  };
  let state = first;
  while (state !== undefined) {
    if (execution.count(state.name) > MOST_RUNS) {
      tell(told(error(81_000, `${state.name} has run more than ${MOST_RUNS} times`)));
      execution.end = 'loop';
      return EMPTY;
    }
    const entered = await enter(state, turn);
    if ('twiml' in entered) {
      execution.parked = { state, since: options.now() };
      return entered.twiml;
    }
    if ('givenUpWith' in entered) {
      execution.end = 'given-up';
      return entered.givenUpWith;
    }
    if (entered.output) execution.remember(state.name, entered.output);
    state = leave(state, entered.event, entered.transition, options);
  }
  execution.end = 'flow-ended';
  return EMPTY;
}

function leave(
  state: State,
  event: string,
  chosen: number | undefined,
  { execution, tell }: RunOptions,
): State | undefined {
  const transition =
    chosen ?? state.transitions.findIndex((one) => one.event === event && !one.conditions);
  const next = execution.take(state, event, transition);
  const friendlyName = state.transitions[transition]?.conditions?.[0]?.friendly_name;
  const exit = friendlyName === undefined ? event : `${event} ${friendlyName}`;
  tell({ from: 'studio', to: 'studio', what: `${state.name}: ${exit} → ${next?.name ?? 'end'}` });
  return next;
}

const told = (complaint: Complaint): Omit<CallEvent, 'at'> => ({
  from: 'studio',
  to: 'studio',
  what: complaint.message,
  complaint,
});
