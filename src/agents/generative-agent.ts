import { handleWhenResult, IterableBackoff, retry } from 'cockatiel';
import { type CallTransfer, readCallTransfer } from '../asapp/call-transfer';
import { type AsappConfig, VOICE_AGENT_MODES } from '../asapp/config';
import { generativeAgentStreamingUrl } from '../asapp/streaming-url';
import { NotConfiguredError, RequestError, StatusError } from '../http/errors';
import { withTimeout } from '../runtime/with-timeout';
import { type Call, type IdentifiedCall, isOver } from '../voice/call';
import { type CallContext, emptyContext } from '../voice/call-context';
import type { Outcome } from '../voice/outcome';
import type { VoiceAgent } from './voice-agent';

/** ASAPP GenerativeAgent. It keeps a record of each engagement, the call transfer. */
export function generativeAgent(config: AsappConfig | undefined): VoiceAgent {
  const configured = () => {
    if (!config) throw new NotConfiguredError('ASAPP');
    return config;
  };
  return {
    async connect({ call, parameters, greetingMilliseconds }, deadline) {
      const asapp = configured();
      const { voiceAgentMode, isResumed } = call;
      const named = VOICE_AGENT_MODES.find((known) => known === voiceAgentMode);
      const mode = named ?? asapp.voiceAgentMode;
      const url = await generativeAgentStreamingUrl(asapp, mode, deadline, {
        isNew: isResumed, // the old URL may be what has failed
        neededForMilliseconds: greetingMilliseconds,
      });
      return {
        url,
        parameters: {
          asapp_callTransferId: callTransferId(call),
          asapp_externalConversationId: call.callSid,
          ...parameters.values,
        },
        leftOut: voiceAgentMode !== undefined && named === undefined ? ['voiceAgentMode'] : [],
      };
    },
    async conclude(call, deadline) {
      const nothing = emptyContext(call.callSid);
      if (isOver(call)) return { outcome: 'caller-hung-up', context: nothing };
      const transfer = await readSettled(configured(), callTransferId(call), deadline);
      if (transfer === 'missing') return { outcome: 'failed', context: nothing };
      return {
        outcome: outcomeOf(transfer, isUp(call)),
        context: contextOf(call, transfer),
        record: transfer,
      };
    },
    async recall(call, deadline) {
      return contextOf(call, await readCallTransfer(configured(), callTransferId(call), deadline));
    },
    async review(call, deadline) {
      const transfer = await readOnce(configured(), callTransferId(call), deadline);
      return transfer === 'missing' ? undefined : outcomeOf(transfer, false);
    },
  };
}

/**
 * ASAPP's id for one engagement: the CallSid for the first, `<CallSid>-<n>` after that. ASAPP wants a
 * new id for each; the conversation's id stays the CallSid, which resumes the conversation.
 */
export function callTransferId({ callSid, engagement }: IdentifiedCall): string {
  return engagement === 1 ? callSid : `${callSid}-${engagement}`;
}

function contextOf({ callSid }: IdentifiedCall, transfer: CallTransfer): CallContext {
  return {
    conversationId: callSid,
    taskName: transfer.currentTaskName,
    transferVariables: transfer.transferVariables ?? {},
    referenceVariables: transfer.referenceVariables ?? {},
  };
}

/** Studio sends no CallStatus; it runs its widgets only while the caller is there. */
function isUp({ status }: Call): boolean {
  return status === undefined || status === 'in-progress';
}

/** Whether the agent has not finished, as far as ASAPP knows: the record may be a moment late. */
function isUnfinished({ status }: CallTransfer): boolean {
  return status === 'ACTIVE' || status === 'ONGOING';
}

/**
 * The outcome that a call transfer stands for, given that the call itself is not known to be over.
 *
 * @param callIsUp - Twilio says that the caller is still there. If ASAPP has lost a caller whom Twilio
 * still has, the call was interrupted; the caller did not hang up (assumption 6).
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

/** The caller hears silence meanwhile: nothing is read later than this (ms) after the first reading. */
const REREAD_MILLISECONDS = 2_000;
/**
 * Waits before each further reading, in ms. Most late records are late by a moment; a reading may take
 * 300 ms, and four of them still fit.
 */
const REREAD_WAITS = [100, 200, 400, 900];

/**
 * Reads the call transfer of an engagement whose stream has ended. No document says that the record is
 * there, or ready, when the socket closes (assumption 5), so it is read again while it is missing or
 * unfinished.
 */
async function readSettled(
  config: AsappConfig,
  id: string,
  deadline: AbortSignal,
): Promise<CallTransfer | 'missing'> {
  let last: CallTransfer | 'missing' | undefined;
  const rereading = retry(
    handleWhenResult(() => last === 'missing' || (last !== undefined && isUnfinished(last))),
    { maxAttempts: REREAD_WAITS.length, backoff: new IterableBackoff(REREAD_WAITS) },
  );
  const read = async ({ signal }: { signal: AbortSignal }) => {
    try {
      // The first reading has all the time of the function, the others what is left of theirs.
      last = await readOnce(config, id, last === undefined ? deadline : signal);
      return last;
    } catch (error) {
      if (last !== undefined && error instanceof RequestError) return last;
      throw error;
    }
  };
  return withTimeout(REREAD_MILLISECONDS, deadline, (signal) => rereading.execute(read, signal));
}

async function readOnce(
  config: AsappConfig,
  id: string,
  deadline: AbortSignal,
): Promise<CallTransfer | 'missing'> {
  try {
    return await readCallTransfer(config, id, deadline);
  } catch (error) {
    if (error instanceof StatusError && error.status === 404) return 'missing';
    throw error;
  }
}
