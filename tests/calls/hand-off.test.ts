import {
  answersTo,
  answerTo,
  type CallScript,
  dialled,
  type End,
  spoken,
  startWorld,
  TAKES_OVER,
  type World,
} from '../../tools/simulator';
import { isTried } from '../support/cases';
import { inWorld } from './world';

const FLOW = `FW${'0'.repeat(32)}`;
const WORKFLOW = `WW${'0'.repeat(32)}`;
const ELSEWHERE = 'https://elsewhere.example.com/voice';

/** Destinations that ring: each can be answered or not. */
const ANSWERABLE = ['+15550103000', 'sip:a@pbx.example.com', 'client:alice'];
const QUEUES = ['queue:support', WORKFLOW];

const OUTCOMES = [
  { name: 'agent', variable: 'AGENT_DESTINATION', agent: { outcome: 'agent' } },
  { name: 'system', variable: 'SYSTEM_DESTINATION', agent: { outcome: 'system' } },
  { name: 'completed', variable: 'COMPLETED_DESTINATION', agent: { outcome: 'completed' } },
  {
    name: 'interrupted', // ASAPP lost the caller, but Twilio did not
    variable: 'FALLBACK_DESTINATION',
    agent: { outcome: 'agent', record: { outputContext: { transferType: 'CALLER_DISCONNECT' } } },
  },
  {
    name: 'failed',
    variable: 'FALLBACK_DESTINATION',
    agent: { outcome: 'agent', record: { status: 'EXPIRED' } },
  },
] as const;

/** What happens at the destination, and how the call then ends. */
const DIAL_RESULTS: readonly { script: CallScript; end: End }[] = [
  { script: { answers: ['answered'] }, end: 'with-person' },
  { script: { answers: ['busy'] }, end: 'goodbye' },
  { script: { answers: ['no-answer'] }, end: 'goodbye' },
  { script: { answers: ['failed'] }, end: 'goodbye' },
  { script: { hangUp: { during: 'dial' } }, end: 'caller-hung-up' },
];
const QUEUE_RESULTS: readonly { script: CallScript; end: End }[] = [
  { script: { queues: [{ result: 'bridged' }] }, end: 'with-person' },
  { script: { queues: [{ result: 'queue-full' }] }, end: 'goodbye' },
  { script: { queues: [{ result: 'error' }] }, end: 'goodbye' },
  { script: { queues: [{ result: 'system-error' }] }, end: 'goodbye' },
  { script: { queues: [{ result: 'waits' }] }, end: 'goodbye' }, // QUEUE_SECONDS pass
  { script: { hangUp: { during: 'queue' } }, end: 'caller-hung-up' },
];
const VOICEMAIL_RESULTS: readonly { script: CallScript; end: End }[] = [
  { script: { message: { seconds: 4, ends: 'key' } }, end: 'voicemail' },
  { script: { message: { seconds: 4, ends: 'hang-up' } }, end: 'voicemail' },
];
const TAKEN: readonly { script: CallScript; end: End }[] = [{ script: {}, end: 'with-system' }];

const CASES = OUTCOMES.flatMap((outcome, first) => [
  ...ANSWERABLE.map((word, second) => ({
    ...outcome,
    word,
    results: DIAL_RESULTS.filter((_, third) => isTried(first, second, third)),
  })),
  ...QUEUES.map((word, second) => ({
    ...outcome,
    word,
    results: QUEUE_RESULTS.filter((_, third) => isTried(first, second, third)),
  })),
  { ...outcome, word: 'voicemail', results: VOICEMAIL_RESULTS },
  { ...outcome, word: FLOW, results: TAKEN },
  { ...outcome, word: ELSEWHERE, results: TAKEN },
]);

test.each(CASES)(
  'a call with the outcome $name ends well, whatever happens at $word',
  async (row) => {
    const options = {
      env: { [row.variable]: row.word },
      hosts: { [ELSEWHERE]: TAKES_OVER },
    } as const;
    await inWorld(options, async (world) => {
      const reports = await Promise.all(
        row.results.map(({ script }) => world.call({ agent: { ...row.agent, frames: 1 }, script })),
      );

      expect(reports.map(({ end }) => end)).toEqual(row.results.map(({ end }) => end));
      expect(reports.flatMap(({ alerts }) => alerts)).toEqual([]);
    });
  },
);

describe('a chain', () => {
  test('continues until somebody answers', async () => {
    const env = { AGENT_DESTINATION: '+15550103001, +15550103002 sip:c@pbx.example.com voicemail' };
    await inWorld({ env }, async (world) => {
      const report = await world.call({ script: { answers: ['busy', 'no-answer', 'answered'] } });

      expect(report.end).toBe('with-person');
      expect(dialled(report)).toEqual(['+15550103001', '+15550103002', 'sip:c@pbx.example.com']);
    });
  });

  test('logs why each destination did not take the call', async () => {
    const env = {
      AGENT_DESTINATION: '+15550103001 +15550103002 sip:c@pbx.example.com queue:support',
    };
    await inWorld({ env }, async (world) => {
      await world.call({
        script: { answers: ['busy', 'no-answer', 'failed'], queues: [{ result: 'queue-full' }] },
      });

      const results = world.logs.flatMap((line) => {
        const { event, level, callSid, version, outcome, ...result } = JSON.parse(line);
        return event === 'hand-off-result' ? [result] : [];
      });
      expect(results).toEqual([
        { status: 'unanswered', dialCallStatus: 'busy' },
        { status: 'unanswered', dialCallStatus: 'no-answer' },
        { status: 'unanswered', dialCallStatus: 'failed', dialSipResponseCode: '503' },
        { status: 'unanswered', queueResult: 'queue-full' },
      ]);
    });
  });

  test('ends with a voicemail, which goes to VOICEMAIL_CALLBACK_URL', async () => {
    const callback = 'https://mail.example.com/voicemail';
    const received: string[] = [];
    const env = { AGENT_DESTINATION: '+15550103001', VOICEMAIL_CALLBACK_URL: callback };
    const host = async (request: { body: string }) => {
      received.push(request.body);
      return { status: 204, headers: {}, body: '' };
    };
    await inWorld({ env, hosts: { [callback]: host } }, async (world) => {
      const report = await world.call({ script: { answers: ['busy'] } });

      expect(report.end).toBe('voicemail');
      expect(received).toHaveLength(1);
      expect(received[0]).toContain('RecordingUrl=');
    });
  });

  test('continues without the context while ASAPP is down', async () => {
    const env = { AGENT_DESTINATION: '+15550103001 sip:b@pbx.example.com' };
    await inWorld({ env }, async (world) => {
      let answers = 0;
      const report = await world.call({
        script: {
          answers() {
            answers += 1;
            world.asapp.fault('call-transfer', 503);
            return answers === 1 ? 'busy' : 'answered';
          },
        },
      });

      expect(report.end).toBe('with-person');
      expect(answerTo(report, '/hand-off')).toContain('X-Conversation-Id');
      expect(answerTo(report, '/hand-off')).not.toContain('X-Next-Action');
    });
  });

  test('works without its malformed destinations', async () => {
    const env = { AGENT_DESTINATION: '5559876 +15550103001' };
    await inWorld({ env }, async (world) => {
      const report = await world.call();

      expect(dialled(report)).toEqual(['+15550103001']);
      expect(world.logs.join('\n')).toContain('AGENT_DESTINATION word 1 must be one of');
      expect(world.logs.join('\n')).not.toContain('5559876');
    });
  });
});

describe('a person who gets a call', () => {
  const env = {
    AGENT_DESTINATION: '+15550103001 +15550103002',
    WHISPER_VARIABLES: 'next_action account_balance',
    WHISPER_ACCEPT: 'true',
  };
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ env });
  });
  afterAll(() => world.close());

  test('hears the task and the variables, and accepts the call with 1', async () => {
    const report = await world.call();

    expect(report.end).toBe('with-person');
    const whisper = answerTo(report, '/whisper');
    expect(whisper).toContain('Task: account inquiry.');
    expect(whisper).toContain('next action: schedule_callback.');
    expect(whisper).toContain('account balance: 1250.00.');
  });

  test.each(['declined', 'voicemail-box'] as const)(
    'is not connected after the answer “%s”, and the next destination is called',
    async (first) => {
      const report = await world.call({ script: { answers: [first, 'answered'] } });

      expect(report.end).toBe('with-person');
      expect(dialled(report)).toEqual(['+15550103001', '+15550103002']);
    },
  );
});

test('the task of a caller who leaves the queue unserved ends on its own soon after', async () => {
  const env = { AGENT_DESTINATION: `${WORKFLOW} +15550103001`, QUEUE_SECONDS: '60' };
  await inWorld({ env }, async (world) => {
    const report = await world.call({ script: { queues: [{ result: 'waits' }] } });

    expect(dialled(report)).toEqual(['+15550103001']);
    const [, timeout] = /<Task timeout="(\d+)">/.exec(answerTo(report, '/call-complete')) ?? [];
    const left = report.events.find(({ what }) => what === 'POST /hand-off')?.details;
    const seconds = Number(timeout) - Number(left?.QueueTime);
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(seconds).toBeLessThanOrEqual(10);
  });
});

test('the destinations of a line are tried before those of the service', async () => {
  const env = { AGENT_DESTINATION: '+15550103001', AGENT_DESTINATION_SALES: '+15550103002' };
  await inWorld({ env }, async (world) => {
    const report = await world.call({
      voiceUrl: `${world.origin}/engage?line=sales`,
      script: { answers: ['busy', 'answered'] },
    });

    expect(dialled(report)).toEqual(['+15550103002', '+15550103001']);
  });
});

test.each([
  ['schedule_callback', '+15550103001'],
  ['refund', '+15550103002'],
  ['something new', '+15550103003'],
])('a transfer variable chooses the destination: %s', async (next_action, expected) => {
  const env = {
    SYSTEM_DESTINATION:
      'next_action=schedule_callback:+15550103001 next_action=refund: +15550103002 *:+15550103003',
  };
  await inWorld({ env }, async (world) => {
    const agent = { outcome: 'system', transferVariables: { next_action } } as const;

    expect(dialled(await world.call({ agent }))).toEqual([expected]);
  });
});

test.each([
  ['a reference variable', 'is_authenticated=true:+15550103001 *:+15550103009'],
  ['the task', 'taskName=AccountInquiry:+15550103001 *:+15550103009'],
])('%s chooses the branch of a caller who needs a person', async (_case, AGENT_DESTINATION) => {
  await inWorld({ env: { AGENT_DESTINATION } }, async (world) => {
    const agent = {
      outcome: 'agent',
      transferVariables: {},
      referenceVariables: { is_authenticated: true },
    } as const;

    expect(dialled(await world.call({ agent }))).toEqual(['+15550103001']);
  });
});

describe('an interrupted call', () => {
  const env = { RESUME_INTERRUPTED: 'true', AGENT_DESTINATION: '+15550103001' };

  test('resumes at a new streaming URL, in the same mode and without a second greeting', async () => {
    await inWorld({ env: { ...env, GREETING: 'Welcome.' } }, async (world) => {
      const report = await world.call({
        voiceUrl: `${world.origin}/engage?voiceAgentMode=s2s`,
        agent: [{ outcome: 'drop' }, { outcome: 'completed' }],
      });

      expect(report.end).toBe('goodbye');
      expect(answerTo(report, '/call-complete')).toContain('&amp;voiceAgentMode=s2s');
      const urls = answersTo(report, '/engage').map(
        (twiml) => /<Stream url="([^"]+)"/.exec(twiml)?.[1],
      );
      expect(new Set(urls).size).toBe(2);
      expect(spoken(report).filter((words) => words.includes('Welcome'))).toHaveLength(1);
    });
  });

  test('resumes once, as engagement 2 of the same conversation', async () => {
    await inWorld({ env }, async (world) => {
      const callSid = `CA${'1'.repeat(32)}`;
      world.asapp.script(callSid, { outcome: 'drop' }, { outcome: 'completed' });

      const report = await world.call({ callSid });

      expect(report.end).toBe('goodbye');
      expect(answersTo(report, '/engage')[1]).toContain(
        `name="asapp_callTransferId" value="${callSid}-2"`,
      );
    });
  });

  test.each(['+15550100001', 'client:ann'])(
    'goes to the fallback chain if the second stream breaks too, for a caller from %s',
    async (from) => {
      await inWorld({ env }, async (world) => {
        const report = await world.call({ from, agent: { outcome: 'drop' } });

        expect(report.end).toBe('with-person');
        expect(dialled(report)).toEqual(['+15550103001']);
      });
    },
  );
});

test('the service speaks Spanish if SAY_LANGUAGE is es-MX', async () => {
  await inWorld({ env: { SAY_LANGUAGE: 'es-MX' } }, async (world) => {
    const report = await world.call({ agent: { outcome: 'completed' } });

    expect(spoken(report)).toContain('says "Gracias por llamar. Adiós."');
    expect(answerTo(report, '/call-complete')).toContain('<Say language="es-MX">');
  });
});
