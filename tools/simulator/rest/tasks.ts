import type { LiveCall } from '../twilio/place-call';
import { newTask, setTaskStatus, type Task } from '../twilio/task';
import type { Account } from './account';
import { metaPage } from './page';
import { badRequest, Refusal } from './refusal';
import type { RestRequest } from './request';
import { created, deleted, find, ok, type Route } from './route';
import { readExpression } from './task-expression';
import type { Workflow } from './workflows';

const HOST = 'taskrouter.twilio.com';
const PATH = '/v1/Workspaces/:workspace/Tasks';
/** https://www.twilio.com/docs/taskrouter/limits */
const ATTRIBUTES_CHARACTERS = 4096;
const LONGEST_TIMEOUT = 1_209_600;
/** EvaluateTaskAttributes: so many requests a second for an account (changelog of 2024-10-18). */
const EVALUATIONS_PER_SECOND = 3;
/** A closed task can be read for so long. */
const CLOSED_MS = 5 * 60_000;
/** The channels that every workspace has. */
const CHANNELS = ['default', 'voice', 'sms', 'chat', 'video', 'email'];

interface TaskRouter {
  readonly account: Account;
  readonly workflows: readonly Workflow[];
  /** Those created by REST. */
  readonly tasks: Task[];
  readonly liveCalls: ReadonlyMap<string, LiveCall>;
}

/** Every task that TaskRouter still knows: those created by REST, and those of calls in queues. */
export function allTasks({ tasks, liveCalls }: Pick<TaskRouter, 'tasks' | 'liveCalls'>): Task[] {
  const ofCalls = [...liveCalls.values()].flatMap((call) => call.tasks);
  return [...tasks, ...ofCalls]
    .filter(({ closedAt }) => closedAt === null || Date.now() - closedAt < CLOSED_MS)
    .sort((one, other) => one.createdAt - other.createdAt);
}

/** @see https://www.twilio.com/docs/taskrouter/api/task */
export function taskRoutes(router: TaskRouter): Route[] {
  const evaluations: number[] = [];
  const workspaceOf = ({ workflowSid }: Task) =>
    router.workflows.find(({ sid }) => sid === workflowSid)?.workspace_sid;
  const within = (workspace: string | undefined) =>
    allTasks(router).filter((task) => workspaceOf(task) === workspace);
  const printed = (task: Task) => printTask(router.account, workspaceOf(task) ?? '', task);
  return [
    {
      method: 'GET',
      path: PATH,
      answer: (request, { workspace }) => {
        if (request.query.has('EvaluateTaskAttributes')) limit(evaluations);
        const listed = filterTasks(within(workspace), request.query).map(printed);
        return metaPage(HOST, 'tasks', listed, request);
      },
    },
    {
      method: 'POST',
      path: PATH,
      answer: ({ path, form }, { workspace }) => {
        const workflows = router.workflows.filter((one) => one.workspace_sid === workspace);
        find(workflows.slice(0, 1), workflows[0]?.sid, path);
        const task = taskOf(form, workflows);
        router.tasks.push(task);
        return created(printed(task));
      },
    },
    {
      method: 'GET',
      path: `${PATH}/:sid`,
      answer: ({ path }, { workspace, sid }) => ok(printed(find(within(workspace), sid, path))),
    },
    {
      method: 'POST',
      path: `${PATH}/:sid`,
      answer: ({ path, form }, { workspace, sid }) => {
        const task = find(within(workspace), sid, path);
        changeTask(task, form);
        return ok(printed(task));
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/:sid`,
      answer: ({ path }, { workspace, sid }) => {
        const task = find(within(workspace), sid, path);
        setTaskStatus(task, 'canceled', 'deleted');
        const index = router.tasks.indexOf(task);
        if (index >= 0) router.tasks.splice(index, 1);
        return deleted();
      },
    },
  ];
}

function limit(times: number[]): void {
  const now = Date.now();
  times.push(now);
  const recent = times.filter((time) => now - time < 1_000);
  times.splice(0, times.length, ...recent);
  if (recent.length > EVALUATIONS_PER_SECOND) {
    throw new Refusal(429, 20429, 'Too many requests: EvaluateTaskAttributes');
  }
}

function taskOf(form: URLSearchParams, workflows: readonly Workflow[]): Task {
  const [only, ...more] = workflows;
  const workflowSid = form.get('WorkflowSid') ?? (more.length === 0 ? only?.sid : undefined);
  if (!workflowSid || !workflows.some(({ sid }) => sid === workflowSid)) {
    throw badRequest(20001, 'WorkflowSid is not a workflow of this workspace');
  }
  const timeout = Number(form.get('Timeout') ?? 86_400);
  if (!Number.isInteger(timeout) || timeout < 1 || timeout > LONGEST_TIMEOUT) {
    throw badRequest(20001, `Timeout must be 1 to ${LONGEST_TIMEOUT}`);
  }
  const channel = form.get('TaskChannel') ?? 'default';
  if (!CHANNELS.includes(channel)) throw badRequest(20001, `no task channel is named ${channel}`);
  const start = form.get('VirtualStartTime');
  const virtualStartTime = start === null ? Date.now() : Date.parse(start);
  if (Number.isNaN(virtualStartTime) || virtualStartTime > Date.now()) {
    throw badRequest(20001, 'VirtualStartTime must be a time, and not in the future');
  }
  const attributes = checkAttributes(form.get('Attributes') ?? '{}');
  const priority = Number(form.get('Priority') ?? 0);
  return newTask(workflowSid, attributes, { timeout, channel, virtualStartTime, priority });
}

function checkAttributes(json: string): string {
  if (json.length > ATTRIBUTES_CHARACTERS) {
    throw badRequest(20001, `Attributes have more than ${ATTRIBUTES_CHARACTERS} characters`);
  }
  try {
    JSON.parse(json);
  } catch {
    throw badRequest(20001, 'Attributes are not JSON');
  }
  return json;
}

/** From which statuses a task may be closed in which way. */
const CLOSED_FROM: Readonly<Record<string, readonly string[]>> = {
  canceled: ['pending', 'reserved'],
  completed: ['assigned', 'wrapping'],
};

/** @see https://www.twilio.com/docs/taskrouter/lifecycle-task-state */
function changeTask(task: Task, form: URLSearchParams): void {
  const status = form.get('AssignmentStatus');
  const attributes = form.get('Attributes');
  if (attributes !== null) task.attributes = checkAttributes(attributes);
  if (status === null) return;
  if (status !== 'canceled' && status !== 'completed') {
    throw badRequest(20001, `AssignmentStatus cannot be set to ${status}`);
  }
  const reason = form.get('Reason');
  if (!reason) throw badRequest(20001, 'Reason is required');
  if (!CLOSED_FROM[status]?.includes(task.status)) {
    const allowed = CLOSED_FROM[status]?.join(' or ');
    throw badRequest(20001, `Cannot make task ${status} because it is not ${allowed}`);
  }
  setTaskStatus(task, status, reason);
}

function filterTasks(tasks: readonly Task[], query: RestRequest['query']): Task[] {
  const statuses = query.getAll('AssignmentStatus').flatMap((value) => value.split(','));
  const workflow = query.get('WorkflowSid');
  const expression = query.get('EvaluateTaskAttributes');
  const isWanted = expression === null ? () => true : readExpression(expression);
  const found = tasks.filter(
    (task) =>
      (statuses.length === 0 || statuses.includes(task.status)) &&
      (workflow === null || task.workflowSid === workflow) &&
      isWanted(JSON.parse(task.attributes)),
  );
  const [field = 'DateCreated', direction = 'asc'] = query.get('Ordering')?.split(':') ?? [];
  const by = field === 'Priority' ? 'priority' : 'createdAt';
  const sorted = found.sort((one, other) => one[by] - other[by]);
  return direction === 'desc' ? sorted.reverse() : sorted;
}

function printTask(account: Account, workspace: string, task: Task) {
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    sid: task.sid,
    account_sid: account.sid,
    workspace_sid: workspace,
    workflow_sid: task.workflowSid,
    assignment_status: task.status,
    attributes: task.attributes,
    task_channel_unique_name: task.channel,
    priority: task.priority,
    timeout: task.timeout,
    reason: task.reason,
    age: Math.floor((Date.now() - task.createdAt) / 1_000),
    date_created: iso(task.createdAt),
    date_updated: iso(task.closedAt ?? task.createdAt),
    virtual_start_time: iso(task.virtualStartTime),
  };
}
