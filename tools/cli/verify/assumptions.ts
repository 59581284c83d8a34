import type { Evidence, Webhook } from './evidence';
import {
  conclusionOf,
  hasRobotLeft,
  type Judgement,
  lineOf,
  linesOf,
  notSeen,
  otherwise,
  type Question,
  seen,
} from './judgement';
import { judgeTask } from './left-task';

const WITH_AGENT = ['conversation', 'busy', 'no-answer', 'person'];
const WITH_PERSON = ['busy', 'no-answer', 'person', 'wrong-key', 'broken-stream'];
const EVERY_ACTION = ['conversation', 'hang-up', 'direct-hang-up', ...WITH_PERSON];
const ACTIONS = ['/call-complete', '/hand-off'];
/** What the service takes for the first engagement of a call that rings. */
const FIRST_ENGAGEMENT = 1;
const NO_FLOW = notSeen('the number is not bound to a flow');
/** The ringing and the words of the person take at least so long (s). */
const TALK_SECONDS = 4;
const SERVICE_WAITS = 'the service reads it again for 2 s';

/** The assumptions of docs/assumptions.md that calls can show, by their numbers there. */
export const ASSUMPTIONS: readonly Question[] = [
  {
    id: '1',
    text: 'When the stream ends, Twilio requests the action of <Connect> with CallStatus in-progress',
    shownBy: ['conversation', 'busy', 'no-answer', 'person'],
    judge(evidence) {
      if (evidence.isFlow || !lineOf(evidence, 'engaged')) return undefined;
      const { outcome } = lineOf(evidence, 'call-complete') ?? {};
      if (outcome === undefined) return otherwise('/call-complete was not requested');
      if (outcome === 'caller-hung-up' && hasRobotLeft(evidence)) {
        return notSeen('the robot hung up first');
      }
      const request = requestsFor(evidence, '/call-complete')[0];
      if (request) return judgeStatus(request, 'in-progress');
      if (outcome === 'caller-hung-up') {
        return otherwise(
          '/call-complete was told that the caller had hung up, but the caller had not',
        );
      }
      return seen(`/call-complete has the outcome ${outcome}`);
    },
    todo: 'Callers are dropped when the agent is done. Report it with the CallSid.',
  },
  {
    id: '2',
    text: 'After a hang-up, Twilio requests the action of <Connect> with CallStatus completed',
    shownBy: ['hang-up', 'direct-hang-up'],
    judge(evidence) {
      if (evidence.isFlow || !lineOf(evidence, 'engaged')) return undefined;
      const request = requestsFor(evidence, '/call-complete')[0];
      if (request) return judgeStatus(request, 'completed');
      const { outcome } = lineOf(evidence, 'call-complete') ?? {};
      if (outcome === undefined)
        return otherwise('/call-complete was not requested after the hang-up');
      return outcome === 'caller-hung-up'
        ? seen('/call-complete has the outcome caller-hung-up')
        : otherwise(`/call-complete has the outcome ${outcome}`);
    },
    todo: 'No caller notices. The log has no call-complete for them; use the call records instead.',
  },
  {
    id: '3',
    text: 'Twilio requests actions by POST',
    shownBy: EVERY_ACTION,
    judge({ webhooks }) {
      const actions = (webhooks ?? []).filter(({ path }) => ACTIONS.includes(path));
      const byGet = actions.find(({ method }) => method !== 'POST');
      if (byGet) return otherwise(`${byGet.path} was requested by ${byGet.method}`);
      return actions[0] && seen(`${actions[0].path} was requested by POST`);
    },
    todo: 'Calls work all the same. Parameters of callers are then in the URLs of request logs.',
  },
  {
    id: '4',
    text: 'The first webhook of an inbound call has CallStatus ringing',
    shownBy: ['conversation', 'hang-up', 'direct-hang-up'],
    judge(evidence) {
      const first = evidence.webhooks?.[0];
      if (first) return judgeStatus(first, 'ringing');
      const { engagement } = lineOf(evidence, 'engaged') ?? {};
      if (evidence.isFlow || engagement === undefined) return undefined;
      return engagement === FIRST_ENGAGEMENT
        ? seen('the first engagement has the number 1, which only a ringing call gets')
        : otherwise('the first engagement has a long number: the call was no longer ringing');
    },
    todo: 'Calls work all the same. ASAPP’s ID of the first call transfer is then longer than the CallSid.',
  },
  {
    id: '5',
    text: 'ASAPP’s record is COMPLETED within 2 s of the end of the stream',
    shownBy: WITH_AGENT,
    judge: judgeRecord,
    todo: 'Callers go to the fallback chain instead of where the agent decided. Tell ASAPP, with the CallSid.',
  },
  {
    id: '7',
    text: 'A Studio Flow gets its call back by a redirect to FlowEvent=return',
    shownBy: ['conversation'],
    judge(evidence) {
      if (!evidence.isFlow) return NO_FLOW;
      if (!lineOf(evidence, 'engaged')) return undefined;
      if (lineOf(evidence, 'call-transfer-state')) return seen('the flow asked for the result');
      if (evidence.execution?.hasReturn) return seen(`${evidence.execution.sid} got its call back`);
      return otherwise('the flow did not get its call back');
    },
    todo: 'Callers of the flow are dropped when the agent is done: bind the number without --flow.',
  },
  {
    id: '8',
    text: 'Parameters of that redirect arrive in the widget',
    shownBy: ['conversation'],
    judge(evidence) {
      const { execution, isFlow } = evidence;
      if (!isFlow) return NO_FLOW;
      if (!execution) return notSeen('the execution of the flow was not found');
      if (execution.hasReturn) return seen(`${execution.sid} has the engagement`);
      return lineOf(evidence, 'call-transfer-state')
        ? otherwise(`${execution.sid} does not have the engagement`)
        : notSeen('the flow did not get its call back');
    },
    todo: 'A call that comes back to the agent gets the result of its first engagement.',
  },
  {
    id: '9',
    text: 'Parameters in the URL of a flow arrive in trigger.call',
    shownBy: ['flow-parameters', 'flow-destination'],
    judge({ scenario, execution }) {
      if (!execution) return notSeen('the execution of the flow was not found');
      const hasArrived =
        scenario === 'flow-destination' ? execution.hasContext : execution.hasQuery;
      return hasArrived
        ? seen(`${execution.sid} has the parameter`)
        : otherwise(`${execution.sid} does not have the parameter of its URL`);
    },
    todo: 'Do not pass customerId, taskName or the context of a hand-off in the URL of a flow.',
  },
  {
    id: '10',
    text: 'A live call that is redirected to a flow starts it with Trigger=incomingCall',
    shownBy: ['flow-destination'],
    judge(evidence) {
      const sent = linesOf(evidence, 'hand-off').some(({ status }) => status === 'flow');
      if (!sent) return notSeen('the agent did not ask for a person: use --ask-for-person');
      return evidence.execution
        ? seen(`${evidence.execution.sid} has the call`)
        : otherwise('the flow did not take the call');
    },
    todo: 'Take flows (FW…) out of your destinations: their callers get the fallback chain.',
  },
  {
    id: '11',
    text: 'Twilio takes the caller’s own number as caller ID for a person',
    shownBy: WITH_PERSON,
    judge(evidence) {
      const failed = linesOf(evidence, 'hand-off-result').some(
        ({ dialCallStatus }) => dialCallStatus === 'failed',
      );
      if (failed && evidence.errors.includes(13_214)) {
        return otherwise('Twilio refused the caller ID (13214)');
      }
      return evidence.dialed.length > 0 ? seen('Twilio called the person') : undefined;
    },
    todo: 'Set CALLER_ID to a number of your account.',
  },
  {
    id: '12',
    text: 'The action of <Dial> says in DialBridged whether the two were connected',
    shownBy: WITH_PERSON,
    judge(evidence) {
      const [first] = requestsFor(evidence, '/hand-off');
      if (!first) return undefined;
      return first.hasDialBridged
        ? seen('DialBridged is there')
        : otherwise('DialBridged is missing: DialCallStatus decides');
    },
    todo: 'A person who hangs up during the whisper counts as one who took the call.',
  },
  {
    id: '13',
    text: 'A status callback that leads to its flow ends the execution',
    shownBy: ['hang-up'],
    judge({ execution, isFlow }) {
      if (!isFlow) return NO_FLOW;
      if (!execution) return notSeen('the execution of the flow was not found');
      return execution.isOver
        ? seen(`${execution.sid} has ended`)
        : otherwise(`${execution.sid} is still active after the hang-up`);
    },
    todo: 'End stuck executions in the Studio console. No caller notices.',
  },
  {
    id: '14',
    text: 'The task of a caller who leaves the queue is canceled, at the latest by its own timeout',
    shownBy: ['leave'],
    judge: judgeTask,
    todo: 'No caller notices, but your people may be offered callers who have left. Report it with the CallSid.',
  },
  {
    id: '15',
    text: 'The action of <Record> is requested even for a silent message',
    shownBy: ['voicemail'],
    judge(evidence) {
      if (!lineOf(evidence, 'hand-off')) return undefined;
      const { status } = lineOf(evidence, 'hand-off-result') ?? {};
      return status === undefined
        ? otherwise('no action was requested, and the next verb ran')
        : seen(`the message is ${status}`);
    },
    todo: 'No caller notices: those who say nothing hear an apology instead of thanks.',
  },
  {
    id: '28',
    text: 'A call between two numbers of the account is two calls',
    shownBy: ['conversation'],
    judge: ({ robot }) => (robot ? seen(`the robot’s own call is ${robot.sid}`) : undefined),
    todo: 'Look for the calls of the robot in the Twilio Console.',
  },
  {
    id: '29',
    text: 'A number whose TwiML begins with <Pause> keeps ringing',
    shownBy: ['no-answer'],
    judge({ dialed }) {
      const answered = dialed.find(({ status }) => status === 'completed');
      if (answered) return otherwise(`the number answered (${answered.sid})`);
      return dialed.length > 0 ? seen('nobody answered') : undefined;
    },
    todo: 'No caller notices. Test with a phone that nobody picks up.',
  },
  {
    id: '32',
    text: 'A recording goes on during a stream, and <Stop> ends it',
    shownBy: ['recording'],
    judge({ recordings: [recording], inbound, dialed }) {
      if (dialed.length === 0) return notSeen('the agent did not ask for a person');
      if (!recording) return otherwise('nothing was recorded');
      const whole = inbound?.seconds ?? null;
      const { sid, seconds } = recording;
      if (seconds === null || whole === null) return notSeen(`${sid} has no length yet`);
      const lengths = `${sid} has ${seconds} s of ${whole} s`;
      return whole - seconds >= TALK_SECONDS ? seen(lengths) : otherwise(`${lengths}: all of them`);
    },
    todo: 'Use RECORD=all, or none, and listen to one recording.',
  },
];

const requestsFor = ({ webhooks }: Evidence, path: string): Webhook[] =>
  (webhooks ?? []).filter((request) => request.path === path);

function judgeStatus({ path, callStatus }: Webhook, wanted: string): Judgement {
  return callStatus === wanted
    ? seen(`${path} had CallStatus ${wanted}`)
    : otherwise(`${path} had CallStatus ${callStatus ?? '(none)'}`);
}

function judgeRecord(evidence: Evidence): Judgement | undefined {
  const conclusion = conclusionOf(evidence);
  const { outcome = '' } = conclusion ?? {};
  if (!conclusion || outcome === 'caller-hung-up') return undefined;
  const took = secondsUntilCompleted(evidence);
  if (['agent', 'system', 'completed'].includes(outcome)) {
    return seen(`the outcome is ${outcome}${took === undefined ? '' : `, ${took}`}`);
  }
  if (lineOf(evidence, 'stream-error')) return notSeen('the stream broke');
  if (evidence.transfer?.status === 'COMPLETED') {
    return otherwise(`the record was late: ${took ?? 'it is COMPLETED now'}, but ${SERVICE_WAITS}`);
  }
  return otherwise(`the record is ${evidence.transfer?.status ?? 'missing'} after the call`);
}

/** From the end of the stream, as Twilio reported it, to the time in ASAPP's record. */
function secondsUntilCompleted(evidence: Evidence): string | undefined {
  const end = linesOf(evidence, 'stream-status').findLast(
    ({ status }) => status === 'stream-stopped',
  );
  const completedAt = evidence.transfer?.completedAt;
  if (!end || !completedAt) return undefined;
  const seconds = (Date.parse(completedAt) - Date.parse(end.at)) / 1_000;
  return `COMPLETED ${Math.abs(seconds).toFixed(1)} s ${seconds < 0 ? 'before' : 'after'} the stream’s end`;
}
