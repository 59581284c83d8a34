import type { StateOf, WidgetType } from '../../../studio/definition';
import type { Complaint } from '../../twilio/complaint';
import type { RequestingCall } from '../../twilio/network';
import type { FormParameters } from '../../twilio/signature';
import type { Execution } from '../execution';

/** What a widget does when the flow comes to it: it is done at once, or the call gets TwiML. */
export type Entered =
  | {
      readonly event: string;
      readonly output?: Record<string, unknown>;
      /** For `match`: the position among the widget's transitions. */
      readonly transition?: number;
    }
  | { readonly twiml: string }
  /** The call is somebody else's from here on: this TwiML's. */
  | { readonly givenUpWith: string };

/** What a widget may use. */
export interface WidgetContext {
  readonly execution: Execution;
  /** The call, and the network that it is on. */
  readonly call: RequestingCall;
  /** Fills in the Liquid of a text. */
  readonly render: (text: string) => string;
  /** The flow's own webhook, at which the call comes back with an event. */
  readonly webhook: (event: string) => string;
  readonly complain: (complaint: Complaint) => void;
}

export interface WidgetKind<Type extends WidgetType> {
  readonly enter: (state: StateOf<Type>, turn: WidgetContext) => Entered | Promise<Entered>;
  /** For a widget that gives TwiML: the `FlowEvent` of the request that ends its wait. */
  readonly comesBackWith?: string;
  /** The event that the parameters of that request make of it. */
  readonly leave?: (parameters: FormParameters) => string;
}
