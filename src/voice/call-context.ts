/** What was learned about the caller, for the person or system that gets the call next. */
export interface CallContext {
  /** The id under which the agent keeps the conversation: the CallSid. */
  readonly conversationId: string | undefined;
  readonly taskName: string | undefined;
  /** What the function that ended the conversation set; values may be any JSON. */
  readonly transferVariables: Readonly<Record<string, unknown>>;
  /** Everything else that the conversation knows; values may be any JSON. */
  readonly referenceVariables: Readonly<Record<string, unknown>>;
  /** The conversation in a few sentences, on one line. */
  readonly summary?: string | undefined;
  /** Whether there may be one that was not there in time. */
  readonly isSummaryLate?: boolean | undefined;
}

/** The context of a call about which an agent has told nothing. */
export function emptyContext(callSid: string | undefined): CallContext {
  return {
    conversationId: callSid,
    taskName: undefined,
    transferVariables: {},
    referenceVariables: {},
  };
}

/** A transfer variable, else the reference variable of that name: the first list that has it counts. */
export function variableOf(
  { transferVariables, referenceVariables }: CallContext,
  name: string,
): unknown {
  // Not by `in`, since a variable may be named `constructor`.
  if (Object.hasOwn(transferVariables, name)) return transferVariables[name];
  return Object.hasOwn(referenceVariables, name) ? referenceVariables[name] : undefined;
}
