import type { CallReport } from '../../tools/simulator';
import { answersTo, dialled, spoken } from '../../tools/simulator';
import type { FlowDefinition } from '../../tools/studio/definition';
import { openStudioWorld, readFlow } from './studio-world';
import { inWorld } from './world';

const SYSTEM = { outcome: 'system', frames: 1 } as const;
const AGENT = { outcome: 'agent', frames: 1 } as const;
const PERSON = '+15550103000';

/** The number of each engagement that the agent got, from the id of its call transfer. */
function engagementsOf(report: CallReport, callSid: string): number[] {
  return answersTo(report, '/engage').map((twiml) => {
    const [, id = ''] = /asapp_callTransferId" value="([^"]+)"/.exec(twiml) ?? [];
    return id === callSid ? 1 : Number(id.replace(`${callSid}-`, ''));
  });
}

describe('a caller whom a system sends back to /engage', () => {
  const env = {
    SYSTEM_DESTINATION: 'https://ivr.example.com/menu',
    AGENT_DESTINATION: PERSON,
    GREETING: 'Welcome.',
  };
  const menu = (body: string) => ({
    'https://ivr.example.com': async () => ({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: `<Response>${body}</Response>`,
    }),
  });

  test('gets a new engagement, whose decision counts', async () => {
    const hosts = menu('<Redirect>https://voice-agent-1234-dev.twil.io/engage</Redirect>');
    await inWorld({ env, hosts }, async (world) => {
      const callSid = `CA${'7'.repeat(32)}`;

      const report = await world.call({ callSid, agent: [SYSTEM, SYSTEM, AGENT] });

      expect(dialled(report)).toEqual([PERSON]);
      const engagements = engagementsOf(report, callSid);
      expect(engagements).toEqual([1, expect.any(Number), expect.any(Number)]);
      expect(new Set(engagements).size).toBe(3);
      expect(spoken(report).filter((words) => words.includes('Welcome'))).toHaveLength(3);
      expect(report.alerts).toEqual([]);
    });
  });

  test('is not sent round again by a system that echoes the context', async () => {
    const hosts = {
      'https://ivr.example.com': async ({ url }: { url: string }) => ({
        status: 200,
        headers: { 'content-type': 'text/xml' },
        body: `<Response><Redirect>https://voice-agent-1234-dev.twil.io/engage${new URL(url).search.replaceAll('&', '&amp;')}</Redirect></Response>`,
      }),
    };
    await inWorld({ env, hosts }, async (world) => {
      const agent = [SYSTEM, AGENT];
      expect(dialled(await world.call({ agent }))).toEqual([PERSON]);
    });
  });
});

describe('a flow that leads callers back to the agent', () => {
  /** The included flow, in which a system's request goes back to the agent. */
  function loop(change: (url: string) => string): FlowDefinition {
    const definition = readFlow('generative-agent.flow.json');
    const states = definition.states.map((state) => {
      if (state.type === 'add-twiml-redirect') {
        return { ...state, properties: { ...state.properties, url: change(state.properties.url) } };
      }
      if (state.name !== 'outcome') return state;
      const transitions = state.transitions.map((one) =>
        JSON.stringify(one).includes('"system"') ? { ...one, next: 'engage' } : one,
      );
      return { ...state, transitions };
    });
    return { ...definition, states };
  }

  test.each([
    ['counts its engagements', (url: string) => url, [1, 2, 3]],
    [
      'passes no number',
      (url: string) => url.replace(/engagement=\{\{[^}]*\}\}&/, ''),
      [1, expect.any(Number), expect.any(Number)],
    ],
  ])('reaches a person if it %s', async (_case, change, expected) => {
    const world = await openStudioWorld(loop(change));
    try {
      const callSid = `CA${'9'.repeat(32)}`;

      const report = await world.call({ callSid, agent: [SYSTEM, SYSTEM, AGENT] });

      expect(dialled(report)).toEqual(['+15555550100']);
      const engagements = engagementsOf(report, callSid);
      expect(engagements).toEqual(expected);
      expect(new Set(engagements).size).toBe(3);
    } finally {
      await world.close();
    }
  });
});
