import type { TwilioClient } from '../runtime/function';
import type { SendToTwilio } from './task-router';

/** One task, and where it is. */
export interface Task {
  readonly workspaceSid: string;
  readonly sid: string;
}

interface NewTask {
  readonly workspaceSid: string;
  readonly workflowSid: string;
  /** JSON of at most 4096 characters. */
  readonly attributes: string;
  /** Since when it counts as waiting; not in the future. Undefined: since now. */
  readonly since?: Date | undefined;
}

/** The channel that calls have, and that Twilio's callback plugin for Flex looks for. */
const CHANNEL = 'voice';
/** How long a task may wait for somebody, in seconds: over a long weekend. Twilio's default is a day. */
const LIFETIME_SECONDS = 7 * 24 * 3_600;
/** How many tasks are listed at most: one page. */
const MOST = 100;

/** The statuses in which nobody has accepted a task. */
const WAITING = ['pending', 'reserved'];

const tasksOf = (client: TwilioClient, workspaceSid: string) =>
  client.taskrouter.v1.workspaces(workspaceSid).tasks;

/** @throws TaskRouterError */
export async function createTask(
  send: SendToTwilio,
  { workspaceSid, workflowSid, attributes, since }: NewTask,
): Promise<Task> {
  const { sid } = await send((client) =>
    tasksOf(client, workspaceSid).create({
      workflowSid,
      taskChannel: CHANNEL,
      attributes,
      timeout: LIFETIME_SECONDS,
      ...(since && { virtualStartTime: since }),
    }),
  );
  return { workspaceSid, sid };
}

/**
 * The newest task of a workflow that passes a test: of its attributes, and of whether it still waits for
 * somebody.
 *
 * @throws TaskRouterError
 */
export async function newestTask(
  send: SendToTwilio,
  workspaceSid: string,
  workflowSid: string,
  isWanted: (attributes: Attributes, isWaiting: boolean) => boolean,
): Promise<Task | undefined> {
  const ordering = 'DateCreated:desc';
  const tasks = await send((client) =>
    tasksOf(client, workspaceSid).list({ workflowSid, ordering, pageSize: MOST, limit: MOST }),
  );
  const found = tasks.find((task) =>
    isWanted(attributesOf(task.attributes), WAITING.includes(task.assignmentStatus)),
  );
  return found && { workspaceSid, sid: found.sid };
}

/** The task of a call in a queue. */
interface CallTask extends Task {
  /** Whether it can still be canceled: nobody has accepted it. */
  readonly isWaiting: boolean;
}

/**
 * The task of a call in a queue; undefined if it has none, or no longer has one. Whoever is offered a callback
 * has been waiting for a while, and so is among the oldest. Otherwise TaskRouter itself has to look, which
 * it does three times a second for all of an account (error 429).
 *
 * @param workflowSid - the workflow of the queue; undefined if it is not known
 * @throws TaskRouterError
 */
export async function taskOfCall(
  send: SendToTwilio,
  workspaceSid: string,
  workflowSid: string | undefined,
  callSid: string,
): Promise<CallTask | undefined> {
  const oldest = await send((client) =>
    tasksOf(client, workspaceSid).list({
      ...(workflowSid && { workflowSid }),
      assignmentStatus: WAITING,
      ordering: 'DateCreated:asc',
      pageSize: MOST,
      limit: MOST,
    }),
  );
  const found = oldest.find((task) => attributesOf(task.attributes).call_sid === callSid);
  if (found) return { workspaceSid, sid: found.sid, isWaiting: true };

  const evaluateTaskAttributes = `call_sid=='${callSid}'`;
  const [task] = await send((client) =>
    tasksOf(client, workspaceSid).list({ evaluateTaskAttributes, limit: 1 }),
  );
  if (!task || task.assignmentStatus === 'canceled') return undefined;
  return { workspaceSid, sid: task.sid, isWaiting: WAITING.includes(task.assignmentStatus) };
}

/** @throws TaskRouterError also if somebody has accepted the task: then it cannot be canceled any more */
export async function cancelTask(
  send: SendToTwilio,
  { workspaceSid, sid }: Task,
  reason: string,
): Promise<void> {
  await send((client) =>
    tasksOf(client, workspaceSid)(sid).update({ assignmentStatus: 'canceled', reason }),
  );
}

/** @throws TaskRouterError */
export async function isCanceled(
  send: SendToTwilio,
  { workspaceSid, sid }: Task,
): Promise<boolean> {
  const task = await send((client) => tasksOf(client, workspaceSid)(sid).fetch());
  return task.assignmentStatus === 'canceled';
}

export type Attributes = Readonly<Record<string, unknown>>;

/** Twilio's OpenAPI file lets lists leave the attributes out, and no request checks that they are JSON. */
function attributesOf(json: string | null): Attributes {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return value instanceof Object ? { ...value } : {};
  } catch {
    return {};
  }
}
