import type { State } from '../../studio/definition';
import { studioLiquid } from '../../studio/liquid';
import { error } from '../twilio/alert';
import type { RequestingCall } from '../twilio/network';
import type { FormParameters } from '../twilio/signature';
import type { Execution } from './execution';
import { enter, kindOf } from './widgets';
import type { WidgetContext } from './widgets/kind';

/** Studio ends an execution that runs one widget more often than this. */
const MOST_RUNS = 10;

/** Nothing left to do: the call ends. */
const EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

const liquid = studioLiquid();

export interface RunOptions {
  readonly execution: Execution;
  readonly call: RequestingCall;
  /** The flow's webhook, without a query. */
  readonly webhookUrl: string;
  /** The event with which Studio makes a widget fail; undefined for a widget that works. */
  readonly failure: (widget: string) => string | undefined;
}

/** Starts a flow with an incoming call; returns the TwiML for it. */
export function begin(options: RunOptions): Promise<string> {
  const { definition } = options.execution;
  const trigger = definition.states.find(({ name }) => name === definition.initial_state);
  return follow(trigger, options);
}

/**
 * Continues when the call returns from the TwiML of the widget that waits for it.
 *
 * @param parameters - of the request, from URL and body: they become the widget's output
 */
export function comeBack(parameters: FormParameters, options: RunOptions): Promise<string> {
  const { execution, call } = options;
  const { parked } = execution;
  if (parked === undefined) throw new Error('no widget waits for the call');
  const { state, since } = parked;
  execution.parked = undefined;
  const isLate = hasTimedOut(state, call.clock.now() - since);
  const event = isLate ? 'timeout' : (kindOf(state).leave?.(parameters) ?? '');
  if (!isLate) execution.remember(state.name, parameters);
  return follow(leave(state, event, undefined, options), options);
}

/** Only the redirect has a time limit; 0 means none. */
function hasTimedOut(state: State, ms: number): boolean {
  if (state.type !== 'add-twiml-redirect') return false;
  const seconds = Number(state.properties.timeout);
  return seconds > 0 && ms > seconds * 1000;
}

/** Goes from widget to widget until one has TwiML for the call, or the flow is over. */
async function follow(first: State | undefined, options: RunOptions): Promise<string> {
  const { execution, call, webhookUrl, failure } = options;
  const turn: WidgetContext = {
    execution,
    call,
    render: (text) => String(liquid.parseAndRenderSync(text, execution.scope)),
    webhook: (event) => `${webhookUrl}?FlowEvent=${event}`,
    alert: (alert) => call.timeline.alert(alert),
  };
  let state = first;
  while (state !== undefined) {
    if (execution.count(state.name) > MOST_RUNS) {
      turn.alert(error(81_000, `${state.name} has run more than ${MOST_RUNS} times`));
      execution.end = 'loop';
      return EMPTY;
    }
    const event = failure(state.name);
    const entered = event === undefined ? await enter(state, turn) : { event };
    if ('twiml' in entered) {
      execution.parked = { state, since: call.clock.now() };
      return entered.twiml;
    }
    if ('leavesWith' in entered) {
      execution.end = 'left-flow';
      return entered.leavesWith;
    }
    if (entered.output) execution.remember(state.name, entered.output);
    state = leave(state, entered.event, entered.transition, options);
  }
  execution.end = 'flow-ended';
  return EMPTY;
}

/** Takes the exit of an event; returns the next widget, or undefined if the flow is over. */
function leave(
  state: State,
  event: string,
  chosen: number | undefined,
  { execution, call }: RunOptions,
): State | undefined {
  const transition =
    chosen ?? state.transitions.findIndex((one) => one.event === event && !one.conditions);
  const next = execution.take(state, event, transition);
  const friendlyName = state.transitions[transition]?.conditions?.[0]?.friendly_name;
  const exit = friendlyName === undefined ? event : `${event} ${friendlyName}`;
  const what = `${state.name}: ${exit} → ${next?.name ?? 'the end'}`;
  call.timeline.add({ from: 'studio', to: 'studio', what });
  return next;
}
