import type { StateOf, WidgetType } from '../../../studio/definition';
import type { Alert } from '../../twilio/alert';
import type { RequestingCall } from '../../twilio/network';
import type { FormParameters } from '../../twilio/signature';
import type { Execution } from '../execution';

/** What a widget does when the flow reaches it: it is done at once, or it has TwiML for the call. */
export type Entered =
  | {
      readonly event: string;
      readonly output?: Record<string, unknown>;
      /** For `match`: the index of the widget's transition. */
      readonly transition?: number;
    }
  | { readonly twiml: string }
  /** The call leaves the flow and continues with this TwiML. */
  | { readonly leavesWith: string };

/** What a widget may use. */
export interface WidgetContext {
  readonly execution: Execution;
  /** The call, and the network that it is on. */
  readonly call: RequestingCall;
  /** Fills in the Liquid of a text. */
  readonly render: (text: string) => string;
  /** The flow's own webhook, to which the call returns with an event. */
  readonly webhook: (event: string) => string;
  readonly alert: (alert: Alert) => void;
}

export interface WidgetKind<Type extends WidgetType> {
  readonly enter: (state: StateOf<Type>, turn: WidgetContext) => Entered | Promise<Entered>;
  /** For a widget with TwiML: the `FlowEvent` of the request that ends its wait. */
  readonly comesBackWith?: string;
  /** The widget's exit event, from the parameters of that request. */
  readonly leave?: (parameters: FormParameters) => string;
}
