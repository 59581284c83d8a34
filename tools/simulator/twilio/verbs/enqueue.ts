import { error, warning } from '../alert';
import { finish, webhookOf } from '../call/action';
import { over, type RunVerb, type VerbContext } from '../call/context';
import type { Over } from '../call/ending';
import type { QueueScript } from '../call/script';
import { newSid } from '../sid';

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
  const plan = checkTask(context) ? shared.queue() : { result: 'error' as const };
  const QueueSid = newSid('QU');
  const began = leg.clock.now();
  const task = element.children[0]?.text.trim();
  const details = { ...element.attributes, ...(task !== undefined && { task }) };
  leg.timeline.add({
    from: 'twilio',
    to: 'queue',
    what: `queues the call in ${name}`,
    begins: 'queue',
    details,
  });
  experience.reachedOut();

  const result = await wait(context, plan, QueueSid, began);
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
    await leg.spend('talk', shared.script.talkMs ?? TALK_MS);
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
): Promise<QueueResult> {
  const { leg, shared, experience, element } = context;
  const { waitUrl, waitUrlMethod } = element.attributes;
  if (plan.result !== 'bridged' && plan.result !== 'waits') return plan.result;
  const outer = leg.deadline;
  const leaves = leg.enter('queue');
  const patience = began + (shared.script.patienceMs ?? PATIENCE_MS);
  const served =
    plan.result === 'bridged' ? began + (plan.afterMs ?? BRIDGE_MS) : Number.POSITIVE_INFINITY;
  leg.deadline = Math.min(outer, leaves, patience, served);
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

/** Whether TaskRouter can make a task of this. */
function checkTask({ element, leg }: VerbContext): boolean {
  const { workflowSid } = element.attributes;
  const task = element.children[0]?.text.trim() ?? '{}';
  if (workflowSid === undefined) return true;
  if (!/^WW[0-9a-f]{32}$/i.test(workflowSid)) {
    leg.timeline.alert(error(14220, `"${workflowSid}" is not a workflow SID`));
    return false;
  }
  if (task.length > TASK_CHARACTERS) {
    leg.timeline.alert(error(14222, `task attributes of ${task.length} characters`));
    return false;
  }
  try {
    JSON.parse(task);
    return true;
  } catch {
    leg.timeline.alert(warning(14221, 'the task attributes are not JSON'));
    return false;
  }
}
