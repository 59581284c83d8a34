import type { FlowDefinition, State } from '../../studio/definition';
import { newSid } from '../twilio/sid';

/** One exit that was taken: the widget, its event, and which of its transitions that was. */
export interface ExecutionStep {
  readonly widget: string;
  readonly event: string;
  /** Index of the widget's transition; -1 if it has none for the event. */
  readonly transition: number;
}

/** Why an execution is over. */
export type ExecutionEnd =
  /** An exit without a next widget. */
  | 'flow-ended'
  /** The call is over: its status callback, or an action with a final status. */
  | 'call-ended'
  /** One widget ran more than ten times. */
  | 'loop'
  /** A function answered TwiML, which has the call now. */
  | 'left-flow';

type Variables = Record<string, unknown>;

/** One run of a flow for one call. */
export class Execution {
  /** `flow.sid`: of the execution, not of the flow. */
  readonly sid = newSid('FN');
  readonly definition: FlowDefinition;
  readonly callSid: string;
  readonly began = new Date();
  readonly steps: ExecutionStep[] = [];
  /** What Liquid sees. */
  readonly scope: {
    readonly trigger: { readonly call: Variables };
    readonly flow: Variables & { readonly variables: Variables };
    readonly contact: Variables;
    readonly widgets: Record<string, Variables>;
  };
  /** The widget that waits for the call to return, and since when. */
  parked: { readonly state: State; readonly since: number } | undefined;
  end: ExecutionEnd | undefined;
  readonly #runs = new Map<string, number>();

  constructor(definition: FlowDefinition, flowSid: string, call: Readonly<Record<string, string>>) {
    this.definition = definition;
    this.callSid = call.CallSid ?? '';
    const channel = { address: call.To ?? '' };
    this.scope = {
      trigger: { call: { ...call } },
      flow: { sid: this.sid, flow_sid: flowSid, channel, variables: {}, data: {} },
      contact: { channel: { address: call.From ?? '' } },
      widgets: {},
    };
  }

  /** Counts a run of a widget; returns how often it has run. */
  count(name: string): number {
    const runs = (this.#runs.get(name) ?? 0) + 1;
    this.#runs.set(name, runs);
    return runs;
  }

  /** Merges a widget's output with that of its earlier runs. */
  remember(name: string, output: Variables): void {
    this.scope.widgets[name] = { ...this.scope.widgets[name], ...output };
  }

  /** Takes an exit; returns the next widget, or undefined if the flow is over. */
  take(state: State, event: string, transition: number): State | undefined {
    this.steps.push({ widget: state.name, event, transition });
    const next = state.transitions[transition]?.next;
    return this.definition.states.find(({ name }) => name === next);
  }
}
