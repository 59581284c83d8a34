import { createHash } from 'node:crypto';
import { error, warning } from '../alert';
import { finish, webhookOf } from '../call/action';
import { over, type RunVerb, type VerbContext } from '../call/context';
import type { Over } from '../call/ending';
import type { QueueScript } from '../call/script';
import { newTask, setTaskStatus, type Task } from '../task';

/** The verbs allowed in the document that a waiting caller hears. */
const allowed = new Set(['Play', 'Say', 'Pause', 'Hangup', 'Redirect', 'Leave', 'Gather']);
const BRIDGE_MS = 3000;
const TALK_MS = 3000;
const PATIENCE_MS = 15 * 60_000;
/** A wait document that takes no time is requested again after this. */
const PAUSE_MS = 1000;
/** Task attributes: https://www.twilio.com/docs/taskrouter/limits */
const TASK_CHARACTERS = 4096;

/** Puts the caller into a queue and runs the `waitUrl` again and again until a person answers. */
export const enqueue: RunVerb = async (context) => {
  const { element, leg, shared, experience } = context;
  const { workflowSid } = element.attributes;
  const name = workflowSid ?? element.text.trim();
  const attributes = readTask(context);
  const plan = attributes ? shared.queue() : { result: 'error' as const };
  const QueueSid = queueSid(leg.network.accountSid, name);
  const began = leg.clock.now();
  const written = element.children[0]?.text.trim();
  const details = { ...element.attributes, ...(written !== undefined && { task: written }) };
  leg.timeline.add({
    from: 'twilio',
    to: 'queue',
    what: `queues the call in ${name}`,
    begins: 'queue',
    details,
  });
  experience.reachedOut();

  const task = attributes && makeTask(context, plan, attributes);
  const visit = { sid: QueueSid, name, isWaiting: true };
  shared.queues.push(visit);
  const result = await wait(context, plan, QueueSid, began, task);
  visit.isWaiting = false;
  // The end of the call cancels its task. What <Leave> does to it is not documented: nothing here.
  const isOver = result === 'hangup' || result === 'hung-up';
  if (isOver && task && isWaiting(task)) setTaskStatus(task, 'canceled', 'hangup');
  if (result === 'hung-up') return over('hung-up');
  experience.reachedOut();
  leg.timeline.add({ from: 'queue', to: 'twilio', what: result });
  const queued = !['queue-full', 'error', 'system-error'].includes(result);
  const QueueTime = String(Math.round((leg.clock.now() - began) / 1000));
  if (result === 'bridged') {
    experience.talkedToPerson();
    leg.timeline.add({
      from: 'person',
      to: 'caller',
      what: 'talks with the caller',
      begins: 'person',
    });
    if (task) setTaskStatus(task, 'assigned');
    await leg.spend('talk', shared.script.talkMs ?? TALK_MS);
    if (task) setTaskStatus(task, 'completed', 'the call is over');
  }
  if (result === 'cut') return over('cut');
  return finish(context, { QueueResult: result, ...(queued && { QueueSid, QueueTime }) });
};

type QueueResult = QueueScript['result'] | 'leave' | 'hangup' | 'hung-up' | 'cut';

/** Runs the wait documents until a person answers, the caller leaves or one of them says `<Leave>`. */
async function wait(
  context: VerbContext,
  plan: QueueScript,
  QueueSid: string,
  began: number,
  task: Task | undefined,
): Promise<QueueResult> {
  const { leg, shared, experience, element } = context;
  const { waitUrl, waitUrlMethod } = element.attributes;
  if (plan.result !== 'bridged' && plan.result !== 'waits') return plan.result;
  const outer = leg.deadline;
  const leaves = leg.enter('queue');
  const patience = began + (shared.script.patienceMs ?? PATIENCE_MS);
  let served =
    plan.result === 'bridged' ? began + (plan.afterMs ?? BRIDGE_MS) : Number.POSITIVE_INFINITY;
  const setDeadline = () => {
    leg.deadline = Math.min(outer, leaves, patience, served);
  };
  setDeadline();
  if (task) {
    task.onStatus = (status) => {
      if (status === 'canceled') served = Number.POSITIVE_INFINITY; // nobody is offered the call now
      if (status === 'assigned') served = leg.clock.now();
      setDeadline();
    };
  }
  let how: Over = 'cut';
  const parameters = () => queueParameters(QueueSid, leg.clock.now() - began);
  if (!shared.script.omitQueueTime) leg.queueParameters = parameters;
  while (leg.clock.now() < leg.deadline && !leg.hungUp.aborted) {
    const asked = leg.clock.now();
    if (waitUrl) {
      const webhook = webhookOf(context, waitUrl, waitUrlMethod ?? 'POST', parameters());
      how = await context.run(leg, webhook, { experience, allowed });
      if (how !== 'done' && how !== 'cut') break;
    }
    const rest = waitUrl ? asked + PAUSE_MS - leg.clock.now() : leg.deadline - asked;
    if (rest > 0) await leg.clock.wait(Math.min(rest, leg.deadline - leg.clock.now()), leg.hungUp);
  }
  const { deadline } = leg;
  leg.deadline = outer;
  leg.queueParameters = () => ({});
  if (task) task.onStatus = () => {};
  if (how === 'left') return 'leave';
  if (how === 'application-error' || how === 'read-aloud') return 'error';
  if (how === 'hung-up') return 'hung-up';
  if (leg.hungUp.aborted) return 'hangup';
  if (deadline === served) return 'bridged';
  if (deadline === outer) return 'cut';
  experience.gaveUp = deadline === patience;
  leg.hangUp();
  return 'hangup';
}

const queueParameters = (QueueSid: string, ms: number) => ({
  QueuePosition: '1',
  QueueSid,
  QueueTime: String(Math.floor(ms / 1000)),
  AvgQueueTime: '30',
  CurrentQueueSize: '1',
  MaxQueueSize: '100',
});

/** Always the same for a queue of an account. */
function queueSid(accountSid: string, name: string): string {
  return `QU${createHash('md5').update(`${accountSid} ${name}`).digest('hex')}`;
}

const isWaiting = ({ status }: Task) => status === 'pending' || status === 'reserved';

/** The task of a call, unless its queue is not TaskRouter's or returns the call at once. */
function makeTask(
  { element, leg, shared }: VerbContext,
  plan: QueueScript,
  attributes: Record<string, unknown>,
): Task | undefined {
  const { workflowSid } = element.attributes;
  if (workflowSid === undefined || (plan.result !== 'bridged' && plan.result !== 'waits')) {
    return undefined;
  }
  const { timeout, priority } = element.children[0]?.attributes ?? {};
  const { from, to, callSid } = leg;
  const { AccountSid: account_sid, Direction: direction } = leg.parameters();
  // What Twilio adds is there unless the task has something else under that name.
  const call = { call_sid: callSid, account_sid, direction, from, to, caller: from, called: to };
  const task = newTask(workflowSid, JSON.stringify({ ...call, ...attributes }), {
    channel: 'voice',
    ...(timeout !== undefined && { timeout: Number(timeout) }),
    ...(priority !== undefined && { priority: Number(priority) }),
  });
  shared.tasks.push(task);
  return task;
}

/** The attributes of the task, `{}` without one; undefined if TaskRouter cannot make a task of them. */
function readTask({ element, leg }: VerbContext): Record<string, unknown> | undefined {
  const { workflowSid } = element.attributes;
  const task = element.children[0]?.text.trim() ?? '{}';
  if (workflowSid === undefined) return {};
  if (!/^WW[0-9a-f]{32}$/i.test(workflowSid)) {
    leg.timeline.alert(error(14220, `"${workflowSid}" is not a workflow SID`));
    return undefined;
  }
  if (task.length > TASK_CHARACTERS) {
    leg.timeline.alert(error(14222, `task attributes of ${task.length} characters`));
    return undefined;
  }
  try {
    return { ...JSON.parse(task) };
  } catch {
    leg.timeline.alert(warning(14221, 'the task attributes are not JSON'));
    return undefined;
  }
}
