import { recallContext } from '../agents/select-agent';
import { summarize } from '../agents/summary';
import type { WaitingCall } from '../hand-off/waiting-call';
import type { Invocation } from '../runtime/function';
import { logFailure } from '../runtime/log';
import { withTimeout } from '../runtime/with-timeout';
import { type SendToTwilio, sendToTwilio, TaskRouterError } from '../task-router/task-router';
import {
  cancelTask,
  createTask,
  isCanceled,
  newestTask,
  type Task,
  taskOfCall,
} from '../task-router/tasks';
import { workspaceOf } from '../task-router/workspace';
import { followUpAttributes } from './attributes';

/** How long one request to TaskRouter may take, in ms: the caller hears nothing meanwhile. */
const REQUEST_MILLISECONDS = 1_000;
/** The same for what the agent learned, which is read at the same time. */
const CONTEXT_MILLISECONDS = 800;

/**
 * Makes a task to call back somebody who waits in a queue, and cancels the task of the waiting call. At
 * every moment at least one of the two is there. If somebody has accepted the call meanwhile, the
 * callback is withdrawn.
 *
 * @param since - since when the caller waits, which is the callback's place in the queue
 * @returns whether the caller can hang up; otherwise the place in the queue is as it was
 */
export async function takeCallback(
  invocation: Invocation,
  waiting: WaitingCall,
  workflowSid: string,
  since: Date,
): Promise<boolean> {
  const { environment, deadline, log } = invocation;
  const { call, outcome } = waiting;
  const send = sendToTwilio(invocation, REQUEST_MILLISECONDS);
  const recall = (signal: AbortSignal) =>
    recallContext({ environment, log, deadline: signal }, call);
  try {
    const workspaceSid = await workspaceOf(send, workflowSid);
    const [queued, earlier, learned, { summary }] = await Promise.all([
      queuedTask(send, waiting, workspaceSid),
      earlierCallback(send, workspaceSid, workflowSid, waiting),
      withTimeout(CONTEXT_MILLISECONDS, deadline, recall),
      summarize(invocation, call, outcome, CONTEXT_MILLISECONDS),
    ]);
    if (queued && !queued.isWaiting) return false;
    const context = { ...learned, summary };
    const { json: attributes, leftOut } = followUpAttributes({ ...waiting, context }, environment);
    const callback =
      earlier ?? (await createTask(send, { workspaceSid, workflowSid, attributes, since }));
    if (!queued || (await isGivenUp(send, queued))) {
      log.info('callback-promised', { names: leftOut });
      return true;
    }
    await cancelTask(send, callback, 'The caller has reached somebody');
    log.info('callback-withdrawn');
  } catch (error) {
    logFailure(log, 'callback-failed', error);
  }
  return false;
}

/** The task of the waiting call, in the workspace of its own workflow. */
async function queuedTask(
  send: SendToTwilio,
  { call: { callSid }, waitsIn }: WaitingCall,
  workspaceSid: string,
) {
  if (callSid === undefined || waitsIn === 'queue') return undefined;
  const workspace = waitsIn === undefined ? workspaceSid : await workspaceOf(send, waitsIn);
  return taskOfCall(send, workspace, waitsIn, callSid);
}

/** The callback of an earlier request whose answer was late: two would call the same person twice. */
async function earlierCallback(
  send: SendToTwilio,
  workspaceSid: string,
  workflowSid: string,
  { call: { callSid } }: WaitingCall,
): Promise<Task | undefined> {
  try {
    return await newestTask(
      send,
      workspaceSid,
      workflowSid,
      ({ taskType, conversationId }, isWaiting) =>
        isWaiting && taskType === 'callback' && conversationId === callSid,
    );
  } catch {
    return undefined; // a rare second one is better than none
  }
}

/** Cancels the task of the waiting call. @returns false if it is still there, or somebody has it */
async function isGivenUp(send: SendToTwilio, queued: Task): Promise<boolean> {
  try {
    await cancelTask(send, queued, 'The caller is called back instead');
    return true;
  } catch (error) {
    // It may be gone all the same: the answer was lost, or the caller has hung up after pressing the key.
    const isGone = await isCanceled(send, queued).catch(() => undefined);
    const isRefused = error instanceof TaskRouterError && error.isRefusal;
    // If nobody knows, both tasks stay.
    if (isGone === undefined && !isRefused) throw error;
    return isGone ?? false;
  }
}
