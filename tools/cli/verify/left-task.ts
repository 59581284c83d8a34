import type { Twilio } from 'twilio';
import { newestTask } from '../../../src/task-router/tasks';
import { parseDestination } from '../../../src/voice/destination';
import { CommandFailure, UsageFailure } from '../command/failure';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import { workspaceOf } from '../twilio/workspace';
import type { Evidence } from './evidence';
import { type Judgement, lineOf, linesOf, notSeen, otherwise, seen } from './judgement';

/** A TaskRouter workflow in which nobody works. */
export interface Workflow {
  readonly sid: string;
  readonly workspaceSid: string;
}

/** @throws UsageFailure, or CommandFailure if the account does not have it */
export async function findWorkflow(client: Twilio, sid: string): Promise<Workflow> {
  if (parseDestination(sid)?.kind !== 'workflow') {
    throw new UsageFailure(
      `--workflow ${sid} is not the SID of a TaskRouter workflow.`,
      'It is WW followed by 32 hexadecimal digits: see the list of workflows in the Twilio Console.',
    );
  }
  const workspaceSid = await workspaceOf(client, sid);
  if (workspaceSid !== undefined) return { sid, workspaceSid };
  throw new CommandFailure(
    `The workflow ${sid} is not in this account.`,
    'Create one in which nobody works, and pass its SID with --workflow.',
    'no-workflow',
  );
}

/** The task of a call, which TaskRouter keeps for 5 minutes after its end; null if there is none. */
export async function readTask(
  client: Twilio,
  { sid: workflowSid, workspaceSid }: Workflow,
  callSid: string,
): Promise<Evidence['task']> {
  const found = await explained('list the tasks of the workflow', () =>
    newestTask(
      (work) => work(client),
      workspaceSid,
      workflowSid,
      ({ call_sid }) => call_sid === callSid,
    ),
  );
  if (!found) return null;
  const { tasks } = client.taskrouter.v1.workspaces(workspaceSid);
  const task: Nullable<TaskFields> = await explained('read the task of the call', () =>
    tasks(found.sid).fetch(),
  );
  return {
    sid: found.sid,
    status: task.assignmentStatus ?? null,
    reason: task.reason ?? null,
    timeout: task.timeout ?? null,
    age: task.age ?? null,
    began: task.dateCreated?.toISOString() ?? null,
    updated: task.dateUpdated?.toISOString() ?? null,
  };
}

interface TaskFields {
  readonly assignmentStatus: string;
  readonly reason: string;
  readonly timeout: number;
  readonly age: number;
  readonly dateCreated: Date;
  readonly dateUpdated: Date;
}

/** How late (s) TaskRouter may notice that a task has lived long enough. */
const LATE_SECONDS = 10;

/** Whether `<Leave>` cancels a task, or leaves it to its own timeout. */
export function judgeTask(evidence: Evidence): Judgement {
  const isQueued = linesOf(evidence, 'hand-off').some(({ status }) => status === 'workflow');
  if (!isQueued) {
    const { outcome } = lineOf(evidence, 'call-complete') ?? {};
    return notSeen(
      `no caller was sent to the workflow: the outcome is ${outcome ?? 'unknown'}. Choose what the robot says with --ask-for-person`,
    );
  }
  const left = linesOf(evidence, 'hand-off-result').find(
    ({ queueResult }) => queueResult === 'leave',
  );
  if (!left) return notSeen('the caller did not leave the queue by <Leave>');
  const { task } = evidence;
  if (!task) return notSeen('the task of the call could not be found');
  const { sid, status, timeout, age } = task;
  if (timeout === null) return notSeen(`${sid} has no timeout`);
  if (status === 'canceled') return judgeCanceled(task, timeout, left.at);
  if (status !== 'pending' || age === null) {
    return notSeen(`${sid} is ${status}: choose a workflow in which nobody works`);
  }
  const pending = `${sid} is still pending ${age} s after it was created`;
  return age <= timeout + LATE_SECONDS
    ? seen(`${pending}: only its own timeout of ${timeout} s ends it`)
    : otherwise(`${pending}, although its own timeout is ${timeout} s`);
}

function judgeCanceled(
  { sid, reason, began, updated }: NonNullable<Evidence['task']>,
  timeout: number,
  leftAt: string,
): Judgement {
  const why = reason ? ` (${reason})` : '';
  if (secondsBetween(began, updated) >= timeout) {
    return seen(`${sid} was canceled by its own timeout of ${timeout} s${why}, not by <Leave>`);
  }
  const after = secondsBetween(leftAt, updated);
  // Twilio gives whole seconds, and the log has the time of the request that follows.
  return after < -2
    ? notSeen(`${sid} was canceled before the caller left${why}: give the workflow longer timeouts`)
    : seen(`${sid} was canceled ${Math.max(0, after)} s after <Leave>${why}`);
}

const secondsBetween = (from: string | null, to: string | null): number =>
  Math.round((Date.parse(to ?? '') - Date.parse(from ?? '')) / 1_000);
