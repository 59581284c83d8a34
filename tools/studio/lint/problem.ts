/** Something that is wrong with a flow. */
export interface FlowProblem {
  /** The name of the widget; undefined for a problem of the whole flow. */
  readonly widget: string | undefined;
  /** Where it is, as a JSON pointer: `#/states/2/properties/timeout`. */
  readonly path: string;
  /** What is wrong, and what was expected. */
  readonly message: string;
}

export function describeProblem({ widget, path, message }: FlowProblem): string {
  return `${widget ?? 'flow'}: ${message} (${path})`;
}
