import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { answersTo, answerTo, dialled, spoken } from '../../tools/simulator';
import { inWorld } from './world';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');

/** The variables that a recipe prints, as a reader copies them into `.env`. */
function recipe(title: string): Record<string, string> {
  const [, lines] = README.split(`**${title}**`)[1]?.split(/^```(?:sh)?$/m) ?? [];
  if (lines === undefined) throw new Error(`README.md has no recipe "${title}"`);
  return Object.fromEntries(
    Object.entries(parseEnv(lines)).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

const agent = {
  currentTaskName: 'AccountInquiry',
  transferVariables: { next_action: 'schedule_callback' },
  referenceVariables: { customerName: 'Ann Lee' },
};

describe('the README recipe “One phone, then voicemail”', () => {
  const env = recipe('One phone, then voicemail.');

  test('rings a phone for 20 s, and says the task and the variables before it asks the person to press 1', () =>
    inWorld({ env }, async (world) => {
      const report = await world.call({ agent });

      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      expect(dialled(report)).toEqual(['+15551234567']);
      expect(answerTo(report, '/call-complete')).toContain('timeout="20"');
      expect(answerTo(report, '/whisper')).toContain(
        'Task: account inquiry. customer name: Ann Lee. next action: schedule_callback. Press 1',
      );
    }));

  test.each(['busy', 'no-answer', 'declined', 'voicemail-box'] as const)(
    'takes a message if the phone is %s, and reports it to the webhook',
    async (answer) => {
      const received: string[] = [];
      const host = async ({ body }: { body: string }) => {
        received.push(body);
        return { status: 204, headers: {}, body: '' };
      };
      const hosts = { 'https://example.com/voicemail': host };
      await inWorld({ env, hosts }, async (world) => {
        const report = await world.call({ agent, script: { answers: [answer] } });

        expect(report).toMatchObject({ end: 'voicemail', alerts: [] });
        expect(received).toEqual([expect.stringContaining('RecordingUrl=')]);
      });
    },
  );
});

describe('the README recipe “Flex, with context”', () => {
  const env = recipe('Flex, with context.');

  test('gives the task what the agent learned', () =>
    inWorld({ env }, async (world) => {
      const report = await world.call({ agent, from: '+15550107777' });

      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      const [, json = ''] =
        /<Task timeout="130">(.*)<\/Task>/.exec(answerTo(report, '/call-complete')) ?? [];
      expect(JSON.parse(json)).toMatchObject({
        name: '+15550107777',
        conversations: { conversation_id: report.callSid, outcome: 'agent' },
        taskName: 'AccountInquiry',
        transferVariables: agent.transferVariables,
        referenceVariables: agent.referenceVariables,
      });
    }));

  test('leaves the queue after two minutes and rings the shift lead’s phone', () =>
    inWorld({ env }, async (world) => {
      const report = await world.call({ agent, script: { queues: [{ result: 'waits' }] } });

      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      expect(dialled(report)).toEqual(['+15551234567']);
      expect(report.ms).toBeGreaterThanOrEqual(120_000); // by the simulator’s own clock
      expect(answersTo(report, '/queue-wait').at(-1)).toContain('<Leave/>');
    }));
});

describe('the README recipe “A SIP PBX, with headers”', () => {
  const env = recipe('A SIP PBX, with headers.');

  test('sends the outcome, the conversation, the task and each variable as headers', () =>
    inWorld({ env }, async (world) => {
      const report = await world.call({ agent });

      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      const twiml = answerTo(report, '/call-complete').replaceAll('&amp;', '&');
      expect(twiml).toContain('callerId="+15557654321"');
      expect(twiml).toContain(
        `<Sip>sip:agents@pbx.example.com;transport=tls?X-Outcome=agent&X-Conversation-Id=${report.callSid}&X-Task-Name=AccountInquiry&X-Next-Action=schedule_callback&X-Customer-Name=Ann%20Lee</Sip>`,
      );
    }));

  test('tries the second PBX if the first one fails', () =>
    inWorld({ env }, async (world) => {
      const report = await world.call({ agent, script: { answers: ['failed', 'answered'] } });

      expect(report.end).toBe('with-person');
      expect(dialled(report)).toEqual([
        'sip:agents@pbx.example.com;transport=tls',
        'sip:agents@standby.example.com;transport=tls',
      ]);
    }));
});

describe('the README recipe “An ordinary Monday”', () => {
  const env = recipe('An ordinary Monday: hours, recording, summary, a weekly report.');
  const MONDAY_NOON = new Date('2026-11-23T12:00:00-05:00');
  const MONDAY_NIGHT = new Date('2026-11-23T22:00:00-05:00');

  test('rings the phone during the day, then queues the call', () =>
    inWorld({ env }, async (world) => {
      jest.setSystemTime(MONDAY_NOON);
      const report = await world.call({ agent, script: { answers: ['busy'] } });

      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      expect(dialled(report)).toEqual(['+15551234567']);
      expect(answerTo(report, '/hand-off')).toContain('>support</Enqueue>');
    }));

  test('records the conversation with the person after a notice, and sums up what the agent heard', () =>
    inWorld({ env }, async (world) => {
      jest.setSystemTime(MONDAY_NOON);
      const summary = 'The caller wants to be called back.';
      const report = await world.call({ agent: { ...agent, summary } });

      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      expect(answerTo(report, '/engage')).not.toContain('<Recording');
      expect(answerTo(report, '/call-complete')).toMatch(
        /recorded.*<\/Say><Start><Recording .*<\/Start><Dial/,
      );
      expect(answerTo(report, '/whisper')).toContain(summary);
    }));

  test('says at night when somebody is there again, and the agent knows', () =>
    inWorld({ env }, async (world) => {
      jest.setSystemTime(MONDAY_NIGHT);
      const report = await world.call({ agent });

      expect(report).toMatchObject({ end: 'goodbye', alerts: [] });
      expect(dialled(report)).toEqual([]);
      expect(spoken(report).join()).toContain('at 8:00 AM on Tuesday, November 24');
      expect(answerTo(report, '/engage')).toContain('name="isOpen" value="false"');
    }));

  test('leaves a record of each call, which the report reads', () =>
    inWorld({ env, with: ['rest'] }, async (world) => {
      jest.setSystemTime(MONDAY_NOON);
      const { callSid } = await world.call({ agent, statusCallback: `${world.origin}/call-ended` });

      const line = world.logs.find((each) => each.includes('"event":"call-record"'));
      expect(JSON.parse(line ?? '{}')).toMatchObject({ callSid, record: { outcome: 'agent' } });
    }));
});
