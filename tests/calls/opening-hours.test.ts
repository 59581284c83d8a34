import { answerTo, dialled, spoken } from '../../tools/simulator';
import { inWorld } from './world';

const PERSON = '+15550103001';
const HOURS = { OPENING_HOURS: 'mon-fri 08:00-18:00', TIME_ZONE: 'America/New_York' };
const OFFICE = { AGENT_DESTINATION: PERSON, ...HOURS };

const FRIDAY_NOON = new Date('2026-11-20T12:00:00-05:00');
const SATURDAY_NOON = new Date('2026-11-21T12:00:00-05:00');
const CLOSING_TIME = new Date('2026-11-20T18:00:00-05:00');

const isOpenIn = (twiml: string) => /name="isOpen" value="(\w+)"/.exec(twiml)?.[1];
const opensAtIn = (twiml: string) => /name="opensAt" value="([^"]+)"/.exec(twiml)?.[1];

describe('opening hours', () => {
  test('let a call reach a person while open, and tell the agent so', async () => {
    await inWorld({ env: OFFICE }, async (world) => {
      jest.setSystemTime(FRIDAY_NOON);
      const report = await world.call();

      expect(report.end).toBe('with-person');
      expect(isOpenIn(answerTo(report, '/engage'))).toBe('true');
      expect(opensAtIn(answerTo(report, '/engage'))).toBeUndefined();
    });
  });

  test('end a call while closed with words that say when somebody is there again', async () => {
    await inWorld({ env: OFFICE }, async (world) => {
      jest.setSystemTime(SATURDAY_NOON);
      const report = await world.call();

      expect(report.end).toBe('goodbye');
      expect(dialled(report)).toEqual([]);
      expect(spoken(report).join()).toContain('open again at 8:00 AM on Monday, November 23.');
      expect(isOpenIn(answerTo(report, '/engage'))).toBe('false');
      expect(opensAtIn(answerTo(report, '/engage'))).toBe('2026-11-23T08:00:00-05:00');
    });
  });

  test('leave self-service on at night', async () => {
    const env = { ...OFFICE, SYSTEM_DESTINATION: `${PERSON} https://pbx.example.com/self-service` };
    await inWorld({ env }, async (world) => {
      jest.setSystemTime(SATURDAY_NOON);
      const report = await world.call({ agent: { outcome: 'system' } });

      expect(report.end).toBe('with-system');
      expect(dialled(report)).toEqual([]);
    });
  });

  test('send a call to the night service while closed', async () => {
    await inWorld({ env: { ...OFFICE, CLOSED_DESTINATION: '+15550103009' } }, async (world) => {
      jest.setSystemTime(SATURDAY_NOON);
      const report = await world.call();

      expect(report.end).toBe('with-person');
      expect(dialled(report)).toEqual(['+15550103009']);
    });
  });

  test('end a call with an apology while closed if the words for that are off', async () => {
    const env = {
      AGENT_DESTINATION: PERSON,
      OPEN_NOW: 'closed',
      CLOSED_MESSAGE: 'off',
      GOODBYE: 'off',
    };
    await inWorld({ env }, async (world) => {
      const report = await world.call({ agent: { outcome: 'agent', frames: 1 } });

      expect(report.end).toBe('goodbye');
      expect(spoken(report)).toContain(
        'says "We are sorry, nobody can take your call right now. Please call again a little later. Goodbye."',
      );
    });
  });

  test('take a voicemail while closed, after the closed message', async () => {
    const env = {
      ...OFFICE,
      CLOSED_MESSAGE: 'We are back on Monday.',
      VOICEMAIL_CALLBACK_URL: 'https://mail.example.com/voicemail',
    };
    await inWorld({ env }, async (world) => {
      jest.setSystemTime(SATURDAY_NOON);
      const report = await world.call();

      expect(report.end).toBe('voicemail');
      expect(spoken(report)[0]).toContain('We are back on Monday.');
    });
  });

  test('are judged at the hand-off: who is on the way to a person at closing time reaches one', async () => {
    const env = { ...OFFICE, AGENT_DESTINATION: `${PERSON} +15550103002` };
    await inWorld({ env }, async (world) => {
      jest.setSystemTime(FRIDAY_NOON);
      let dials = 0;
      const answers = () => {
        jest.setSystemTime(CLOSING_TIME);
        dials += 1;
        return dials === 1 ? 'busy' : 'answered';
      };
      const report = await world.call({ script: { answers } });

      expect(report.end).toBe('with-person');
      expect(dialled(report)).toEqual([PERSON, '+15550103002']);
    });
  });

  test('that cannot be read mean open, with one problem in the log', async () => {
    const env = { ...OFFICE, OPENING_HOURS: 'nine to five' };
    await inWorld({ env }, async (world) => {
      jest.setSystemTime(SATURDAY_NOON);
      const report = await world.call();

      expect(report.end).toBe('with-person');
      const complaints = world.logs.filter((line) => line.includes('OPENING_HOURS'));
      expect(complaints.length).toBeGreaterThan(0);
      for (const line of complaints) expect(line).toContain('must be days and times');
      expect(world.logs.join()).not.toContain('nine to five');
    });
  });

  test('differ by line', async () => {
    await inWorld({ env: { ...OFFICE, OPEN_NOW_SALES: 'open' } }, async (world) => {
      jest.setSystemTime(SATURDAY_NOON);
      const sales = await world.call({ voiceUrl: `${world.origin}/engage?line=sales` });
      const others = await world.call();

      expect([sales.end, others.end]).toEqual(['with-person', 'goodbye']);
    });
  });
});

describe('the share of callers who get the agent', () => {
  test('sends the others to a person, every time they call that day', async () => {
    const env = { AGENT_DESTINATION: PERSON, VOICE_AGENT_PERCENT: '50' };
    await inWorld({ env }, async (world) => {
      jest.setSystemTime(FRIDAY_NOON);
      const getsAgent = async (from: string) => {
        const report = await world.call({ from, agent: { outcome: 'completed' } });
        const isConnected = answerTo(report, '/engage').includes('<Stream');
        expect(report.end).toBe(isConnected ? 'goodbye' : 'with-person');
        return isConnected;
      };
      const callers = Array.from({ length: 12 }, (_, index) => `+1555010400${index % 10}${index}`);
      const first: boolean[] = [];
      for (const from of callers) first.push(await getsAgent(from));
      const second: boolean[] = [];
      for (const from of callers) second.push(await getsAgent(from));

      expect(new Set(first)).toEqual(new Set([true, false]));
      expect(second).toEqual(first);
    });
  });

  test('can be nobody, without a request to ASAPP', async () => {
    await inWorld(
      { env: { AGENT_DESTINATION: PERSON, VOICE_AGENT_PERCENT: '0' } },
      async (world) => {
        world.asapp.fault('streaming-url', 503);
        const report = await world.call();

        expect(report.end).toBe('with-person');
        expect(world.logs.join()).not.toContain('agent-unreachable');
      },
    );
  });

  test('can be nobody, and ASAPP is not asked about calls that it never had', async () => {
    const env = {
      AGENT_DESTINATION: `${PERSON} client:jo queue:support voicemail`,
      VOICEMAIL_WORKFLOW: `WW${'1'.repeat(32)}`,
      CALLBACK_WORKFLOW: `WW${'1'.repeat(32)}`,
      VOICE_AGENT_PERCENT: '0',
      SUMMARY: 'true',
    };
    await inWorld({ env, with: ['rest'] }, async (world) => {
      const report = await world.call({
        script: { answers: ['busy', 'busy'], queues: [{ result: 'waits' }], digits: [''] },
      });

      expect(report.end).toBe('voicemail');
      expect(world.rest.allTasks()).toHaveLength(1);
      expect(world.asapp.requests).toEqual([]);
      expect(world.logs.join()).not.toMatch(/context-unknown|no-summary|bad-configuration/);
    });
  });

  test('is everybody if there is nobody to dial, with a problem in the log', async () => {
    await inWorld({ env: { VOICE_AGENT_PERCENT: '0' } }, async (world) => {
      const report = await world.call({ agent: { outcome: 'completed' } });

      expect(report.end).toBe('goodbye');
      expect(answerTo(report, '/engage')).toContain('<Stream');
      expect(world.logs.join()).toContain('VOICE_AGENT_PERCENT counts as 100');
    });
  });
});
