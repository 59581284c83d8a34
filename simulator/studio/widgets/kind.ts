import type { StateOf, WidgetType } from '../../../studio/definition';
import type { Complaint } from '../../twilio/complaint';
import type { Parameters } from '../../twilio/signature';
import type { CallEvent } from '../../twilio/timeline';
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
  /** The call is somebody else's from here on. */
  | { readonly givenUpWith: string };

/** What a widget may use. */
export interface Turn {
  readonly execution: Execution;
  /** Fills in the Liquid of a text. */
  readonly render: (text: string) => string;
  /** The flow's own webhook, at which the call comes back with an event. */
  readonly webhook: (event: string) => string;
  /** A request by Studio itself, signed. */
  readonly post: (url: string, parameters: Parameters, signal: AbortSignal) => Promise<Response>;
  readonly tell: (event: Omit<CallEvent, 'at' | 'from'>) => void;
  readonly complain: (complaint: Complaint) => void;
}

export interface WidgetKind<Type extends WidgetType> {
  readonly enter: (state: StateOf<Type>, turn: Turn) => Entered | Promise<Entered>;
  /**
   * For a widget that gave TwiML. `comesBackWith`: the `FlowEvent` of the request that ends its wait;
   * `leave`: the event that the request's parameters make of it.
   */
  readonly comesBackWith?: string;
  readonly leave?: (parameters: Parameters) => string;
}
