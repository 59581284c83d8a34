import type { Evidence } from './evidence';
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
import { SCENARIOS } from './scenarios';

const EVERY_SCENARIO = SCENARIOS.map(({ name }) => name);
/**
 * Twilio logs 31921 as an error at the end of every conversation. The others are reported on their own:
 * the caller ID (assumption 11), and too many calls at once.
 */
const REPORTED_ELSEWHERE = [31_921, 13_214, 10_004];

/** The promises of the README that calls can show. */
export const PROMISES: readonly Question[] = [
  {
    id: 'P1',
    text: 'The number sends its calls to the service',
    shownBy: [],
    judgeNumber({ boundTo, environment, wanted }) {
      if (boundTo === 'nothing') return otherwise('the number has no voice URL: its calls fail');
      if (boundTo === 'elsewhere' || environment === null) {
        return otherwise('the number leads to something that is not a deployed service');
      }
      if (wanted !== null && environment !== wanted) {
        return otherwise(`the number leads to ${named(environment)}, not to ${named(wanted)}`);
      }
      return seen(`it leads to ${boundTo === 'flow' ? 'a flow of ' : ''}${named(environment)}`);
    },
    todo: 'Bind it with `npm run bind-number -- +1…`.',
  },
  {
    id: 'P2',
    text: 'If the service itself fails, the number has a fallback',
    shownBy: [],
    judgeNumber({ boundTo, fallback }) {
      if (boundTo === 'nothing') return notSeen('the number has no voice URL');
      if (fallback === 'none') return otherwise('the number has no fallback URL');
      if (fallback === 'other-environment') {
        return otherwise('the fallback URL is that of another environment');
      }
      return seen(fallback === 'same' ? 'it is /fallback' : 'it is outside the service');
    },
    todo: 'Bind the number again with `npm run bind-number`, preferably with --fallback-url.',
  },
  {
    id: 'P3',
    text: 'A caller reaches the agent, and the call goes where the agent decides',
    shownBy: ['conversation'],
    judge: judgeConversation,
    todo: 'Read the log of that call: `npm run logs -- --call CA… --once`.',
  },
  {
    id: 'P4',
    text: 'Nobody is dialed for a caller who hangs up',
    shownBy: ['hang-up', 'direct-hang-up'],
    judge({ dialed }) {
      return dialed.length > 0
        ? otherwise(`${dialed.length} people were dialed`)
        : seen('nobody was dialed');
    },
    todo: 'Read the log of that call: which outcome did it have?',
  },
  {
    id: 'P5',
    text: 'A caller who asks for a person reaches one',
    shownBy: ['person'],
    judge: judgePerson,
    todo: 'Look for `hand-off-result` in the log of that call.',
  },
  {
    id: 'P6',
    text: 'If a person is busy, the next destination is tried',
    shownBy: ['busy'],
    judge: (evidence) => judgeNext(evidence, 'busy'),
    todo: 'Look for `hand-off-result` in the log of that call.',
  },
  {
    id: 'P7',
    text: 'If a person does not answer, the next destination is tried',
    shownBy: ['no-answer'],
    judge: (evidence) => judgeNext(evidence, 'no-answer'),
    todo: 'Look for `hand-off-result` in the log of that call.',
  },
  {
    id: 'P8',
    text: 'If ASAPP refuses the key, the caller still reaches a person',
    shownBy: ['wrong-key'],
    judge(evidence) {
      if (!lineOf(evidence, 'agent-unreachable')) {
        return notSeen('ASAPP did not refuse the wrong key');
      }
      return judgePerson(evidence);
    },
    todo: 'Look at the lines after `agent-unreachable` in the log of that call.',
  },
  {
    id: 'P9',
    text: 'If the media stream breaks, the caller still reaches a person',
    shownBy: ['broken-stream'],
    judge: judgePerson,
    todo: 'Look for `stream-error` and the lines after it in the log of that call.',
  },
  {
    id: 'P10',
    text: 'Each call gets a record',
    shownBy: EVERY_SCENARIO,
    judge(evidence) {
      if (lineOf(evidence, 'call-record')) return seen('call-record is in the log');
      return otherwise('the log has no call-record');
    },
    todo: 'Bind the number again: its status callback is not /call-ended. Keep LOG_LEVEL at info.',
  },
  {
    id: 'P11',
    text: 'Twilio’s Debugger has no errors for these calls',
    shownBy: EVERY_SCENARIO.filter((name) => name !== 'broken-stream'),
    judge({ errors, unread }) {
      const real = errors.filter((code) => !REPORTED_ELSEWHERE.includes(code));
      if (real.length > 0) return otherwise(`error ${[...new Set(real)].join(', ')}`);
      return unread.includes('alerts') ? notSeen('the alerts could not be read') : seen('none');
    },
    todo: 'Look the number up in docs/operations.md, “Twilio’s error numbers”.',
  },
  {
    id: 'P12',
    text: 'The person hears what the agent learned',
    shownBy: ['person'],
    judge(evidence) {
      if (lineOf(evidence, 'whisper')) return seen('the whisper was requested');
      return notSeen('there was nothing to say, or WHISPER is off');
    },
    todo: 'Look for `context-unknown` in the log of that call.',
  },
  {
    id: 'P13',
    text: 'A caller can be sent to a voicemail',
    shownBy: ['voicemail'],
    judge(evidence) {
      const isSent = linesOf(evidence, 'hand-off').some(({ status }) => status === 'voicemail');
      if (!isSent) return otherwise('the caller was not sent to the voicemail');
      return hasRobotLeft(evidence)
        ? otherwise('the call did not end after the message')
        : seen('the caller was asked for a message, and the call ended');
    },
    todo: 'Look for `hand-off` in the log of that call.',
  },
];

const named = (environment: string) =>
  environment === '' ? 'production' : `the environment ${environment}`;

function judgeConversation(evidence: Evidence): Judgement {
  if (!lineOf(evidence, 'engaged')) {
    const { status } = lineOf(evidence, 'agent-unreachable') ?? {};
    return otherwise(`the agent was not reached${status ? ` (${status})` : ''}`);
  }
  const { outcome } = conclusionOf(evidence) ?? {};
  if (outcome === undefined) {
    return evidence.isFlow
      ? otherwise('the flow never asked what the agent decided')
      : otherwise('nobody asked what the agent decided');
  }
  if (outcome === 'caller-hung-up') {
    if (!hasRobotLeft(evidence)) return otherwise('the call ended, although the robot was there');
    return notSeen('the agent did not end the conversation: choose other words with --say');
  }
  if (['agent', 'system', 'completed'].includes(outcome)) return seen(`the outcome is ${outcome}`);
  return otherwise(`the outcome is ${outcome}`);
}

/** Whether the caller and the person talked. */
function judgePerson(evidence: Evidence): Judgement {
  const { dialed, log } = evidence;
  if (dialed.length === 0) return nobodyDialed(evidence);
  const answered = dialed.find(({ status }) => status === 'completed');
  const isTaken = log.some(
    ({ event, status }) =>
      event === 'hand-off-result' && (status === 'answered' || status === 'caller-gone'),
  );
  if (answered && isTaken) return seen(`the person answered (${answered.sid})`);
  return otherwise(`the person was dialed: ${dialed.map(({ status }) => status).join(', ')}`);
}

function judgeNext(evidence: Evidence, status: string): Judgement {
  const { dialed } = evidence;
  if (dialed.length === 0) return nobodyDialed(evidence);
  const statuses = dialed.map((one) => one.status).join(', ');
  const isOver = linesOf(evidence, 'hand-off').some((line) => line.status === 'words');
  const isTried = dialed.length >= 2 && dialed.every((one) => one.status === status);
  if (isTried && isOver) return seen(`dialed: ${statuses}; then words were spoken`);
  return otherwise(`dialed: ${statuses}${isOver ? '' : '; then nothing was spoken'}`);
}

/** Without a person in the chain the agent decided something else. */
function nobodyDialed(evidence: Evidence): Judgement {
  const { outcome } = conclusionOf(evidence) ?? {};
  if (outcome === 'agent') return otherwise('the agent asked for a person, and nobody was dialed');
  return notSeen(
    `nobody was dialed: the outcome is ${outcome ?? 'unknown'}. Choose what the robot says with --ask-for-person`,
  );
}
