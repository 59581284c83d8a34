import { LOCAL_DOMAIN, type Send, xmlAnswer } from '../../../simulator';
import { type Differences, EVERYTHING, openVerifyWorld } from './verify-world';

jest.setTimeout(60_000);

const FLOW = 'https://webhooks.twilio.com/';

/** A Studio that does not take a call back: the call ends. */
const neverGetsBack: Differences['transport'] = (request, send: Send) => {
  const returns = request.url.startsWith(FLOW) && request.url.includes('FlowEvent=return');
  return returns ? Promise.resolve(xmlAnswer('<Response/>')) : send(request);
};

/** A Studio that sees nothing of a flow's URL but its path. */
const dropsParameters: Differences['transport'] = (request, send) => {
  const { url } = request;
  const isStart = url.startsWith(FLOW) && !url.includes('FlowEvent=');
  return send(isStart ? { ...request, url: url.replace(/\?.*/, '') } : request);
};

/** A Studio whose widget sees nothing of what the service returns. */
const dropsReturned: Differences['transport'] = (request, send) => {
  const returns = request.url.startsWith(FLOW) && request.url.includes('FlowEvent=return');
  const url = request.url.replace(/\?.*/, '?FlowEvent=return');
  return send(returns ? { ...request, url } : request);
};

/** A Studio that takes no live calls. */
const refusesLiveCalls: Differences['transport'] = (request, send) => {
  const isLive = request.url.startsWith(FLOW) && request.url.includes('Trigger=incomingCall');
  return isLive ? Promise.resolve({ status: 400, headers: {}, body: '' }) : send(request);
};

/** A Studio that is never told that a call is over. */
const neverEnds: Differences['transport'] = (request, send) => {
  const isEnd = request.url.startsWith(FLOW) && request.url.includes('CallStatus=completed');
  return isEnd ? Promise.resolve({ status: 204, headers: {}, body: '' }) : send(request);
};

interface Case {
  readonly platform: string;
  readonly differences: Differences;
  /** The scenario that shows it. */
  readonly only: string;
  readonly args?: readonly string[];
  /** Only Twilio's events show it. */
  readonly inEvents?: boolean;
  /** What is otherwise, and nothing else. */
  readonly otherwise: readonly string[];
  readonly evidence: RegExp;
}

const CASES: readonly Case[] = [
  {
    platform: 'the action is told that the call is over, although it is not',
    differences: { deviations: { actionCallStatus: 'completed' } },
    only: 'conversation',
    otherwise: ['P3', '1'],
    evidence: /was told that the caller had hung up, but the caller had not/,
  },
  {
    platform: 'no action is requested after a hang-up',
    differences: { deviations: { noActionAfterHangUp: true } },
    only: 'hang-up',
    otherwise: ['2'],
    evidence: /\/call-complete was not requested after the hang-up/,
  },
  {
    platform: 'a flow never gets its call back',
    differences: { isFlow: true, transport: neverGetsBack },
    only: 'conversation',
    otherwise: ['P3', '7'],
    evidence: /the flow did not get its call back/,
  },
  {
    platform: 'ASAPP’s record is COMPLETED 10 s late',
    differences: { recordsAreLateMs: 10_000 },
    only: 'conversation',
    otherwise: ['P3', '5'],
    evidence: /the record was late: COMPLETED (9|10)\.\d s after the stream’s end/,
  },
  {
    platform: 'parameters that the service returns do not arrive in the flow',
    differences: { isFlow: true, transport: dropsReturned },
    only: 'conversation',
    otherwise: ['8'],
    evidence: /does not have the engagement/,
  },
  {
    platform: 'a flow refuses a live call',
    differences: { isFlow: true, transport: refusesLiveCalls },
    only: 'flow-destination',
    otherwise: ['P11', '10'],
    evidence: /the flow did not take the call/,
  },
  {
    platform: 'a flow is not told that its call is over',
    differences: { isFlow: true, transport: neverEnds },
    only: 'hang-up',
    otherwise: ['13'],
    evidence: /is still active after the hang-up/,
  },
  {
    platform: 'actions are requested by GET',
    differences: { deviations: { actionMethod: 'GET' } },
    only: 'hang-up',
    inEvents: true,
    otherwise: ['3'],
    evidence: /\/call-complete was requested by GET/,
  },
  {
    platform: 'the action of a Dial does not say whether the two were connected',
    differences: { deviations: { noDialBridged: true } },
    only: 'person',
    inEvents: true,
    otherwise: ['12'],
    evidence: /DialBridged is missing/,
  },
  {
    platform: 'parameters in the URL of a flow do not arrive',
    differences: { isFlow: true, transport: dropsParameters },
    only: 'flow-parameters',
    otherwise: ['9'],
    evidence: /does not have the parameter of its URL/,
  },
  {
    platform: 'the number has no fallback URL',
    differences: { number: { voice_fallback_url: null } },
    only: 'hang-up',
    otherwise: ['P2'],
    evidence: /the number has no fallback URL/,
  },
  {
    platform: 'the destination refuses the caller ID',
    differences: { deviations: { refusesCallerId: true } },
    only: 'person',
    otherwise: ['P5', '11'],
    evidence: /Twilio refused the caller ID \(13214\)/,
  },
  {
    platform: 'a recording does not stop',
    differences: { deviations: { recordsToTheEnd: true } },
    only: 'recording',
    otherwise: ['32'],
    evidence: /RE\w{32} has \d+ s of \d+ s: all of them/,
  },
  {
    platform: 'a silent message is not recorded',
    differences: { deviations: { noSilentRecordings: true } },
    only: 'voicemail',
    otherwise: ['15'],
    evidence: /no action was requested, and the next verb ran/,
  },
  {
    platform: 'a Pause answers the call',
    differences: { deviations: { pauseAnswers: true } },
    only: 'no-answer',
    otherwise: ['P7', '29'],
    evidence: /the number answered/,
  },
  {
    platform: 'the first webhook says in-progress',
    differences: { deviations: { firstCallStatus: 'in-progress' } },
    only: 'hang-up',
    otherwise: ['4'],
    evidence: /the call was no longer ringing/,
  },
  {
    platform: 'the number has no voice URL',
    differences: { number: { voice_url: null, voice_fallback_url: null } },
    only: 'hang-up',
    otherwise: ['P1'],
    evidence: /the number has no voice URL: its calls fail/,
  },
  {
    platform: 'the number leads to another environment',
    differences: {},
    only: 'hang-up',
    args: ['--production'],
    otherwise: ['P1'],
    evidence: /the number leads to the environment dev, not to production/,
  },
  {
    platform: 'the fallback URL is that of another environment',
    differences: {
      number: { voice_fallback_url: `https://${LOCAL_DOMAIN.replace('-dev', '-verify')}/fallback` },
    },
    only: 'hang-up',
    otherwise: ['P2'],
    evidence: /the fallback URL is that of another environment/,
  },
  {
    platform: 'the status callback is not requested',
    differences: { number: { status_callback: '' } },
    only: 'hang-up',
    otherwise: ['P10'],
    evidence: /the log has no call-record/,
  },
  {
    platform: 'the service has a wrong ASAPP key',
    differences: { env: { ASAPP_API_SECRET: 'not-the-key' } },
    only: 'conversation',
    otherwise: ['P3'],
    evidence: /the agent was not reached \(401\)/,
  },
];

interface Answered {
  readonly answers: { id: string; verdict: string; evidence: string[]; todo?: string }[];
}

const otherwiseIn = (out: string) => {
  const { answers }: Answered = JSON.parse(out);
  return answers.filter(({ verdict }) => verdict === 'otherwise');
};

test.each(CASES)(
  'npm run verify reports exactly that $platform',
  async ({ differences, only, args = [], inEvents = false, otherwise, evidence }) => {
    const { verify, passMinutes, close } = await openVerifyWorld(differences);
    try {
      let finished = await verify(...EVERYTHING, '--only', only, ...args);
      if (inEvents) {
        expect(finished.code).toBe(0);
        passMinutes(16);
        finished = await verify('--events', '--json');
      }
      const found = otherwiseIn(finished.out);
      expect(found.map(({ id }) => id)).toEqual(otherwise);
      expect(found.flatMap((answer) => answer.evidence).join('\n')).toMatch(evidence);
      for (const { todo } of found) expect(todo).toBeTruthy();
      expect(finished.code).toBe(1);
    } finally {
      await close();
    }
  },
);
