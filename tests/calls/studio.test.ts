import { flowSettings } from '../../tools/cli/flow/flow-settings';
import { makeFlow } from '../../tools/cli/flow/make-flow';
import {
  type AgentScript,
  answerTo,
  type CallOptions,
  type CallReport,
  type CallScript,
  dialled,
  type End,
  LOCAL_DOMAIN,
  spoken,
  startStudio,
  type WorldOptions,
  xmlAnswer,
} from '../../tools/simulator';
import { outputsOf } from '../../tools/studio/lint/known-variables';
import { atTenfoldSpeed } from '../support/time';
import { exitsOf, openStudioWorld, readFlow, type StudioWorld, stepsOf } from './studio-world';
import { inWorld } from './world';

const AGENT = '+15555550100';
const CALLBACK = '+15555550101';
const OTHER = '+15555550102';
const FALLBACK = '+15555550103';

/** What happens to a call, and how it must end. */
interface Story {
  readonly name: string;
  readonly agent?: Partial<AgentScript>;
  readonly script?: CallScript;
  readonly asapp?: (asapp: StudioWorld['asapp']) => void;
  /** Variables of the service. */
  readonly env?: Readonly<Record<string, string>>;
  /** Replaces the service's answer to this path. */
  readonly instead?: Readonly<Record<string, string>>;
  /** The exit that Studio itself forces on a widget. */
  readonly failure?: Readonly<Record<string, string>>;
  readonly end: End;
  readonly dials?: readonly string[];
  /** What Twilio's debugger shows, by error code. */
  readonly alerts?: readonly number[];
}

const agent = { outcome: 'agent' } as const;
const system = (next_action: string) =>
  ({ outcome: 'system', transferVariables: { next_action } }) as const;
const dropped = { outcome: 'drop' } as const;

const OPEN = { OPEN_NOW: 'open' };
const CLOSED = { OPEN_NOW: 'closed' };

const STORIES: Readonly<Record<string, readonly Story[]>> = {
  'generative-agent.flow.json': [
    { name: 'a person takes the call', agent, end: 'with-person', dials: [AGENT] },
    {
      name: 'no agent answers, but the fallback does',
      agent,
      script: { answers: ['busy'] },
      end: 'with-person',
      dials: [AGENT, FALLBACK],
    },
    {
      name: 'nobody answers at all',
      agent,
      script: { answers: ['busy', 'no-answer'] },
      end: 'goodbye',
      dials: [AGENT, FALLBACK],
    },
    {
      name: 'the task asks for a callback',
      agent: system('schedule_callback'),
      end: 'with-person',
      dials: [CALLBACK],
    },
    {
      name: 'the task asks for something else',
      agent: system('refund'),
      end: 'with-person',
      dials: [OTHER],
    },
    {
      name: 'the task asks for a callback and nobody answers there',
      agent: system('schedule_callback'),
      script: { answers: ['failed'] },
      end: 'with-person',
      dials: [CALLBACK, FALLBACK],
    },
    {
      name: 'the task asks for something else and nobody answers there',
      agent: system('refund'),
      script: { answers: ['no-answer'] },
      end: 'with-person',
      dials: [OTHER, FALLBACK],
    },
    { name: 'the conversation is completed', agent: { outcome: 'completed' }, end: 'goodbye' },
    {
      name: 'the stream breaks',
      agent: dropped,
      end: 'with-person',
      dials: [FALLBACK],
      alerts: [31_903],
    },
    {
      name: 'the call transfer has expired',
      agent: { outcome: 'agent', record: { status: 'EXPIRED' } },
      end: 'with-person',
      dials: [FALLBACK],
    },
    {
      name: 'ASAPP is down at /engage',
      asapp: (asapp) => asapp.fault('streaming-url', 503),
      end: 'with-person',
      dials: [FALLBACK],
    },
    {
      name: 'ASAPP is down at /call-transfer-state',
      asapp: (asapp) => asapp.fault('call-transfer', 503),
      end: 'with-person',
      dials: [FALLBACK],
      alerts: [81_017],
    },
    {
      name: 'ASAPP is down and nobody answers',
      asapp: (asapp) => asapp.fault('streaming-url', 503),
      script: { answers: ['failed'] },
      end: 'goodbye',
      dials: [FALLBACK],
    },
    {
      name: 'the outcome is one that the flow does not know',
      instead: { '/call-transfer-state': JSON.stringify({ outcome: 'something-new' }) },
      end: 'with-person',
      dials: [FALLBACK],
    },
    {
      name: 'the agent talks for more than four hours',
      instead: {
        '/engage': '<Response><Pause length="14401"/><Redirect>FLOW</Redirect></Response>',
      },
      end: 'with-person',
      dials: [FALLBACK],
    },
    {
      name: 'Studio cannot redirect the call',
      failure: { engage: 'fail' },
      end: 'with-person',
      dials: [FALLBACK],
    },
    {
      name: 'the caller does not get the agent',
      env: { VOICE_AGENT_PERCENT: '0' },
      end: 'with-person',
      dials: [AGENT],
    },
    { name: 'people are there', agent, env: OPEN, end: 'with-person', dials: [AGENT] },
    { name: 'no agent is there at this hour', agent, env: CLOSED, end: 'goodbye' },
    {
      name: 'the callback desk is not there at this hour',
      agent: system('schedule_callback'),
      env: CLOSED,
      end: 'goodbye',
    },
    {
      name: 'another system is not there at this hour',
      agent: system('refund'),
      env: CLOSED,
      end: 'goodbye',
    },
    {
      name: 'ASAPP is down at /engage and nobody is there at this hour',
      env: CLOSED,
      asapp: (asapp) => asapp.fault('streaming-url', 503),
      end: 'goodbye',
    },
    {
      name: 'ASAPP is down at /call-transfer-state and nobody was there when the call began',
      env: CLOSED,
      asapp: (asapp) => asapp.fault('call-transfer', 503),
      end: 'goodbye',
      alerts: [81_017],
    },
    hangsUp('while hearing that nobody is there', { agent, env: CLOSED, during: 'say' }),
    hangsUp('in the conversation', { agent: { outcome: 'hang-up' }, during: 'stream' }),
    hangsUp('while an agent is called', { agent, during: 'dial', dials: [AGENT] }),
    hangsUp('while the callback desk is called', {
      agent: system('schedule_callback'),
      during: 'dial',
      dials: [CALLBACK],
    }),
    hangsUp('while another system is called', {
      agent: system('refund'),
      during: 'dial',
      dials: [OTHER],
    }),
    hangsUp('while the fallback is called', {
      agent,
      answers: ['busy'],
      during: 'dial',
      nth: 2,
      dials: [AGENT, FALLBACK],
    }),
    hangsUp('in the goodbye', { agent: { outcome: 'completed' }, during: 'say' }),
    hangsUp('in the apology', {
      agent,
      answers: ['busy', 'busy'],
      during: 'say',
      dials: [AGENT, FALLBACK],
    }),
  ],
  'generative-agent-flex.flow.json': queueStories(['agent_1']),
  'generative-agent-enqueue.flow.json': queueStories(['agent_1', 'agent_2']),
};

interface HangUp {
  readonly agent: Partial<AgentScript>;
  readonly env?: Readonly<Record<string, string>>;
  readonly during: NonNullable<CallScript['hangUp']>['during'];
  readonly nth?: number;
  readonly answers?: NonNullable<CallScript['answers']>;
  readonly queues?: NonNullable<CallScript['queues']>;
  readonly dials?: readonly string[];
}

function hangsUp(
  where: string,
  { agent, env = {}, during, nth = 1, dials = [], ...fates }: HangUp,
): Story {
  return {
    name: `the caller hangs up ${where}`,
    agent,
    env,
    script: { hangUp: { during, nth }, ...fates },
    end: 'caller-hung-up',
    dials,
  };
}

/** What can happen to a caller in each of the queues, which are tried one after the other. */
function queueStories(queues: readonly string[]): Story[] {
  const full = { result: 'queue-full' } as const;
  return queues.flatMap((_, index): Story[] => {
    const before = Array.from({ length: index }, () => full);
    const after = Array.from({ length: queues.length - index - 1 }, () => full);
    const story = (name: string, result: NonNullable<CallScript['queues']>[number]): Story => ({
      name: `${name} (queue ${index + 1})`,
      agent,
      script: { queues: [...before, result, ...after] },
      end: 'with-person',
      dials: result.result === 'bridged' ? [] : [FALLBACK],
    });
    return [
      story('a person takes the call', { result: 'bridged' }),
      story('there is no room', full),
      story('the system fails', { result: 'system-error' }),
      story('the task cannot be made', { result: 'error' }),
      story('nobody comes for too long', { result: 'waits' }),
      hangsUp(`in queue ${index + 1}`, { agent, queues: before, during: 'queue' }),
    ];
  });
}

/** Answers instead of the service if the story says so. */
function transportOf({ instead = {} }: Story): NonNullable<WorldOptions['transport']> {
  return async (request, send) => {
    const body = instead[new URL(request.url).pathname];
    if (body === undefined) return send(request);
    if (!body.startsWith('<')) {
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    }
    const { AccountSid, flowSid } = Object.fromEntries([
      ...new URL(request.url).searchParams,
      ...new URLSearchParams(request.body),
    ]);
    const flow = `https://webhooks.twilio.com/v1/Accounts/${AccountSid}/Flows/${flowSid}?FlowEvent=return`;
    return xmlAnswer(body.replace('FLOW', flow));
  };
}

describe.each(Object.entries(STORIES))('the flow %s', (file, stories) => {
  const definition = readFlow(file);
  const taken = new Set<string>();

  test.each(stories.map((story) => [story.name, story] as const))(
    'ends the call well if %s',
    async (_, story) => {
      const world = await openStudioWorld(definition, {
        ...(story.env && { env: story.env }),
        transport: transportOf(story),
        failure: (widget) => story.failure?.[widget],
      });
      try {
        story.asapp?.(world.asapp);
        const report = await atTenfoldSpeed(() =>
          world.call({
            ...(story.agent && { agent: { frames: 1, ...story.agent } }),
            ...(story.script && { script: story.script }),
          }),
        );

        for (const step of stepsOf(world, report)) taken.add(step);
        expect(report.end).toBe(story.end);
        expect(dialled(report)).toEqual(story.dials ?? []);
        expect(report.alerts.map(({ code }) => code)).toEqual(
          expect.arrayContaining([...(story.alerts ?? [])]),
        );
        if (!story.alerts) expect(report.alerts).toEqual([]);
        expect(world.studio.executions.map(({ end }) => end)).toEqual([expect.any(String)]);
      } finally {
        await world.close();
      }
    },
  );

  // The rest of the variants equals the first flow, whose test covers it.
  const mine = exitsOf(definition).filter(
    (exit) => file === 'generative-agent.flow.json' || /^agent_\d/.test(exit),
  );
  test(`takes every exit of every widget (${mine.length})`, () => {
    expect(mine.filter((exit) => !taken.has(exit))).toEqual([]);
  });
});

describe('the example flow', () => {
  let world: StudioWorld;
  beforeAll(async () => {
    world = await openStudioWorld(readFlow('generative-agent.flow.json'));
  });
  afterAll(() => world.close());

  test('tells the agent who is calling, whatever characters the address has', async () => {
    const from = 'sip:jürgen+desk 1@pbx.example.com';
    const report = await world.call({ from });

    expect(answerTo(report, '/engage')).toContain(`name="customerId" value="${from}"`);
    expect(answerTo(report, '/engage')).not.toContain('taskName');
  });

  test('passes on the customer and the task of a call that is redirected to it', async () => {
    const report = await world.call({ voiceUrl: '?customerId=c%261&taskName=Check%20balance' });

    expect(answerTo(report, '/engage')).toContain('name="customerId" value="c&amp;1"');
    expect(answerTo(report, '/engage')).toContain('name="taskName" value="Check balance"');
  });

  test('sends /call-transfer-state what it must know about the engagement, and no more', async () => {
    const report = await world.call();

    const request = report.events.find(({ what }) => what === 'POST /call-transfer-state');
    expect(request?.details).toEqual({
      CallSid: report.callSid,
      engagement: '1',
      connectedAt: expect.stringMatching(/^\d{10}$/),
    });
  });

  test('gets exactly the keys that the flow linter knows', async () => {
    const report = await world.call();

    const keys = Object.keys(JSON.parse(answerTo(report, '/call-transfer-state')));
    const widget = world.definition.states.find(({ name }) => name === 'call_transfer_state');
    const known = (widget ? outputsOf(widget) : []).filter((output) =>
      /^parsed\.\w+$/.test(output),
    );
    expect(keys.map((key) => `parsed.${key}`).sort()).toEqual([...known].sort());
  });

  test.each(['client:ann', 'sip:ann@pbx.example.com'])(
    'calls a person for %s, and shows the called number',
    async (from) => {
      const env = { CLIENT_PARAMETERS: 'flowSid engagement' };
      const other = await openStudioWorld(world.definition, { env });
      try {
        const report = await other.call({ from, to: '+15550100002' });

        expect(dialled(report)).toEqual(['+15555550100']);
        expect(report.end).toBe('with-person');
        expect(report.alerts).toEqual([]);
      } finally {
        await other.close();
      }
    },
  );

  test('apologizes in words if nobody answers', async () => {
    const report = await world.call({ script: { answers: ['busy', 'busy'] } });

    expect(spoken(report).join()).toContain('nobody can take your call right now');
  });
});

test.each(['enqueue', 'flex'])(
  'the task of a caller who leaves the queue of the %s flow ends on its own soon after',
  async (kind) => {
    const world = await openStudioWorld(readFlow(`generative-agent-${kind}.flow.json`));
    try {
      const report = await world.call({ script: { queues: [{ result: 'waits' }] } });

      const [, timeout] =
        /<Task timeout="(\d+)">/.exec(report.events.map(({ body }) => body).join()) ?? [];
      const left = report.events.find(({ details }) => details?.QueueResult === 'leave')?.details;
      const seconds = Number(timeout) - Number(left?.QueueTime);
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThanOrEqual(10);
    } finally {
      await world.close();
    }
  },
);

describe('a flow with branches', () => {
  const variables = {
    AGENT_DESTINATION: '+15555550100',
    SYSTEM_DESTINATION:
      'plan=gold:+15555550111 is_member=false:+15555550112 taskName=Refunds:+15555550113 *:+15555550119',
  };

  test.each([
    ['a transfer variable', { transferVariables: { plan: 'gold' } }, '+15555550111'],
    ['a reference variable', { referenceVariables: { plan: 'gold' } }, '+15555550111'],
    [
      'a transfer variable before a reference variable of that name',
      { transferVariables: { plan: 'tin' }, referenceVariables: { plan: 'gold' } },
      '+15555550119',
    ],
    ['a variable that is false', { transferVariables: { is_member: false } }, '+15555550112'],
    ['the task', { currentTaskName: 'Refunds' }, '+15555550113'],
    ['nothing', {}, '+15555550119'],
  ])('chooses the same destination as the service by %s', async (_case, known, expected) => {
    const agent = {
      outcome: 'system',
      frames: 1,
      transferVariables: {},
      referenceVariables: {},
      ...known,
    } as const;
    const flow = makeFlow(flowSettings({}, variables, LOCAL_DOMAIN));
    for (const options of [{ with: ['studio'], flow }, {}] as const) {
      await inWorld({ env: variables, ...options }, async (world) => {
        expect(dialled(await world.call({ agent }))).toEqual([expected]);
      });
    }
  });
});

describe('a Studio Flow as a destination', () => {
  const FLOW = `FW${'e'.repeat(32)}`;
  const accountSid = `AC${'a'.repeat(32)}`;
  const env = { AGENT_DESTINATION: FLOW, FALLBACK_DESTINATION: '+15550103001' };

  /** A call to /engage that goes to the flow when the agent is done, and the flow's executions. */
  async function sendToFlow(call: CallOptions = {}) {
    const definition = readFlow('generative-agent.flow.json');
    const studio = await startStudio({ accountSid, flows: { [FLOW]: definition } });
    let report: CallReport | undefined;
    await inWorld({ env, accountSid, hosts: studio.hosts }, async (world) => {
      report = await world.call({ fallbackUrl: `${world.origin}/fallback`, ...call });
    });
    return { report, executions: studio.executions };
  }

  test('takes a live call, with the context in its trigger', async () => {
    const { report, executions } = await sendToFlow();

    expect(executions.map(({ scope }) => scope.trigger.call)).toEqual([
      expect.objectContaining({ context_outcome: 'agent', context_taskName: 'AccountInquiry' }),
    ]);
    expect(report?.endedWell).toBe(true);
    expect(report?.alerts).toEqual([]);
  });

  test('is left out for a call that the account placed, which Studio refuses', async () => {
    const placed = { direction: 'outbound-api', from: '+15550100002', to: '+15550100001' } as const;
    const { report, executions } = await sendToFlow(placed);

    expect(executions).toEqual([]);
    expect(report && dialled(report)).toEqual(['+15550103001']);
    expect(report?.alerts).toEqual([]);
  });
});

describe('a flow whose Redirect has no flowSid, as in ASAPP’s guide,', () => {
  test('reaches a person through /call-complete, and logs once what to pass', async () => {
    const definition = readFlow('generative-agent.flow.json');
    const states = definition.states.map((state) =>
      state.type === 'add-twiml-redirect'
        ? {
            ...state,
            properties: { ...state.properties, url: withoutFlowSid(state.properties.url) },
          }
        : state,
    );
    const env = { AGENT_DESTINATION: '+15550103000' };
    const world = await openStudioWorld({ ...definition, states }, { env });
    try {
      const report = await world.call({ agent: { frames: 1, outcome: 'agent' } });
      await world.call();

      expect(answerTo(report, '/engage')).not.toContain('<Redirect');
      expect(report.end).toBe('with-person');
      expect(dialled(report)).toEqual(['+15550103000']);
      const warnings = world.logs.filter((line) => line.includes('flow-cannot-get-call-back'));
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain('flowSid={{flow.flow_sid}}');
    } finally {
      await world.close();
    }
  });
});

const withoutFlowSid = (url: string) => url.replace('&flowSid={{flow.flow_sid}}', '');
