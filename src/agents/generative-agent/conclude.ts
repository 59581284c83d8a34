import { handleWhenResult, IterableBackoff, retry } from 'cockatiel';
import { type CallTransfer, readCallTransfer } from '../../asapp/call-transfer';
import type { AsappConfig } from '../../asapp/config';
import { RequestError, StatusError } from '../../http/errors';
import { withTimeout } from '../../runtime/with-timeout';
import { type Call, callTransferId, isOver } from '../../voice/call';
import { isUnfinished, outcomeOf } from '../../voice/outcome';
import type { Concluder } from '../agent';

/** The caller hears silence meanwhile: no re-reading later than so long (ms) after the first reading. */
const REREAD_MILLISECONDS = 2_000;
/** Waits before each re-reading, in ms. */
const REREAD_WAITS = [200, 300, 400, 500, 500];

type Reading = CallTransfer | 'missing';

/**
 * Reads the call transfer of an engagement whose stream has ended. Nothing says that the record is
 * ready when the socket closes, so an unfinished one is read again, and a missing one once more.
 */
export function generativeAgentConcluder(config: AsappConfig): Concluder {
  return async (call, deadline) => {
    if (isOver(call)) return { outcome: 'caller-hung-up' };
    const transfer = await readSettled(
      config,
      callTransferId(call.callSid, call.engagement),
      deadline,
    );
    if (transfer === 'missing') return { outcome: 'failed' };
    return { outcome: outcomeOf(transfer, isUp(call)), transfer };
  };
}

/** Studio sends no CallStatus; it runs its widgets only while the caller is there. */
function isUp(call: Call): boolean {
  return call.status === undefined || call.status === 'in-progress';
}

async function readSettled(
  config: AsappConfig,
  id: string,
  deadline: AbortSignal,
): Promise<Reading> {
  let last: Reading | undefined;
  let timesMissing = 0;
  const isWorthRereading = (reading: Reading) =>
    reading === 'missing' ? ++timesMissing === 1 : isUnfinished(reading);

  const reread = retry(
    handleWhenResult((result) => isWorthRereading(result as Reading)),
    {
      // (safe: `readOnce` gives nothing else)
      maxAttempts: REREAD_WAITS.length,
      backoff: new IterableBackoff(REREAD_WAITS),
    },
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
  return withTimeout(REREAD_MILLISECONDS, deadline, (patience) => reread.execute(read, patience));
}

async function readOnce(config: AsappConfig, id: string, deadline: AbortSignal): Promise<Reading> {
  try {
    return await readCallTransfer(config, id, deadline);
  } catch (error) {
    if (error instanceof StatusError && error.status === 404) return 'missing';
    throw error;
  }
}
