import type { CallTransfer } from '../asapp/call-transfer';

/** What was learned of the caller, for the person or system that gets the call next. */
export interface CallContext {
  /** The id under which ASAPP keeps the conversation: the CallSid. */
  readonly conversationId: string | undefined;
  readonly taskName: string | undefined;
  /** What the function that ended the conversation set; values may be any JSON. */
  readonly transferVariables: Readonly<Record<string, unknown>>;
  /** All else that the conversation knows; values may be any JSON. */
  readonly referenceVariables: Readonly<Record<string, unknown>>;
}

export function callContext(callSid: string | undefined, transfer?: CallTransfer): CallContext {
  return {
    conversationId: callSid,
    taskName: transfer?.currentTaskName,
    transferVariables: transfer?.transferVariables ?? {},
    referenceVariables: transfer?.referenceVariables ?? {},
  };
}
