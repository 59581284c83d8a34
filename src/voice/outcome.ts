import type { CallTransfer } from '../asapp/call-transfer';

/** What the end of an engagement means for the call. */
export const OUTCOMES = [
  'agent',
  'system',
  'completed',
  'interrupted',
  'caller-hung-up',
  'failed',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Whether the agent has not finished, as far as ASAPP knows: the record may be a moment late. */
export function isUnfinished({ status }: CallTransfer): boolean {
  return status === 'ACTIVE' || status === 'ONGOING';
}

/**
 * The outcome that a call transfer stands for, given that nobody has said the call itself is over.
 *
 * @param callIsUp - Twilio says that the caller is still there; a caller whom ASAPP has lost and
 * Twilio has not was interrupted, and did not hang up
 */
export function outcomeOf(transfer: CallTransfer, callIsUp: boolean): Outcome {
  if (isUnfinished(transfer)) return 'interrupted';
  if (transfer.status !== 'COMPLETED') return 'failed';
  switch (transfer.transferType) {
    case 'AGENT':
      return 'agent';
    case 'SYSTEM':
      return 'system';
    case 'CALLER_DISCONNECT':
      return callIsUp ? 'interrupted' : 'caller-hung-up';
    case undefined:
      return 'completed';
    default:
      return 'failed';
  }
}
