import { recallContext } from '../agents/select-agent';
import { summarize } from '../agents/summary';
import { readWaitingCall } from '../hand-off/waiting-call';
import { parameter, sid } from '../runtime/event';
import type { Invocation } from '../runtime/function';
import { type SendToTwilio, sendToTwilio, TaskRouterError } from '../task-router/task-router';
import { createTask, newestTask } from '../task-router/tasks';
import { workspaceOf } from '../task-router/workspace';
import type { Call } from '../voice/call';
import { partyParameter } from '../voice/parties';
import { followUpAttributes, type Message } from './attributes';

/** How long one request may take, in ms. Nobody waits, but each invocation holds one of 30 slots. */
const REQUEST_MILLISECONDS = 2_000;
const ATTEMPTS = 2;

/**
 * Makes a task of a recorded message. Twilio repeats a callback that fails, and an answer may be lost:
 * so an attempt first checks whether the recording already has a task. In rare cases it gets two.
 *
 * @returns false if the message has no task
 */
export async function makeVoicemailTask(invocation: Invocation): Promise<boolean> {
  const { event, log } = invocation;
  const workflowSid = sid(event, 'workflow', 'WW');
  const recordingSid = sid(event, 'RecordingSid', 'RE');
  if (!workflowSid || !recordingSid || !isRecorded(invocation)) {
    log.info('voicemail-task', { status: 'no-recording' });
    return true;
  }
  const message = { recordingSid, recordingUrl: parameter(event, 'RecordingUrl') };
  const send = sendToTwilio(invocation, REQUEST_MILLISECONDS);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const names = await createOnce(send, invocation, workflowSid, message);
      log.info('voicemail-task', { status: 'created', names });
      return true;
    } catch (error) {
      if (!(error instanceof TaskRouterError)) throw error;
      if (attempt < ATTEMPTS && !error.isRefusal) continue;
      log.error('voicemail-task-failed', error.logFields);
      return false;
    }
  }
}

/** Twilio may also report that there is nothing to hear. */
function isRecorded({ event }: Invocation): boolean {
  const status = parameter(event, 'RecordingStatus') ?? 'completed';
  return status === 'completed' && parameter(event, 'RecordingDuration') !== '0';
}

/** @returns the names of the variables that did not fit */
async function createOnce(
  send: SendToTwilio,
  invocation: Invocation,
  workflowSid: string,
  message: Message,
): Promise<readonly string[]> {
  const { environment } = invocation;
  const { call, outcome } = readWaitingCall(invocation.event);
  const workspaceSid = await workspaceOf(send, workflowSid);
  const [earlier, caller, context, { summary }] = await Promise.all([
    newestTask(send, workspaceSid, workflowSid, (attributes) => isAbout(attributes, message)).catch(
      () => undefined,
    ), // two are better than none
    readParties(send, call),
    recallContext(invocation, call),
    summarize(invocation, call, outcome, REQUEST_MILLISECONDS),
  ]);
  if (earlier) return [];
  const details = { call: { ...call, ...caller }, outcome, context: { ...context, summary } };
  const { json, leftOut } = followUpAttributes(details, environment, message);
  await createTask(send, { workspaceSid, workflowSid, attributes: json });
  return leftOut;
}

function isAbout(
  { callBackData }: Readonly<Record<string, unknown>>,
  { recordingSid }: Message,
): boolean {
  return (
    callBackData instanceof Object &&
    'recordingSid' in callBackData &&
    callBackData.recordingSid === recordingSid
  );
}

/** Who called, and which number: the callback of a recording does not say it. */
async function readParties(
  send: SendToTwilio,
  { callSid }: Call,
): Promise<Partial<Pick<Call, 'from' | 'to'>>> {
  if (callSid === undefined) return {};
  try {
    const { from, to, direction } = await send((client) => client.calls(callSid).fetch());
    const event = { From: from, To: to, Direction: direction };
    return { from: partyParameter(event, 'From'), to: partyParameter(event, 'To') };
  } catch {
    return {}; // the message may say it
  }
}
