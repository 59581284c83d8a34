/** Something that is wrong with a flow. */
export interface FlowFault {
  /** The name of the widget, where it is the fault of one. */
  readonly widget: string | undefined;
  /** Where it stands, as a JSON pointer: `#/states/2/properties/timeout`. */
  readonly path: string;
  /** What is wrong, and what was expected. */
  readonly message: string;
}

export function describeFault({ widget, path, message }: FlowFault): string {
  return `${widget ?? 'flow'}: ${message} (${path})`;
}
