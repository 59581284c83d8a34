import { type Host, spoken } from '../../tools/simulator';
import { inWorld } from './world';

const env = { AGENT_DESTINATION: 'voicemail' };

test('a caller whose silence Twilio does not record hears an apology', async () => {
  await inWorld({ env }, async (world) => {
    const report = await world.call({ script: { message: { seconds: 5, ends: 'unrecorded' } } });

    expect(report.end).toBe('goodbye');
    expect(spoken(report)).toContainEqual(expect.stringMatching(/^says "We are sorry, nobody/));
    expect(report.alerts).toEqual([]);
  });
});

describe('the webhook of voicemails', () => {
  const MAIL = 'https://mail.example.com/voicemail';

  /** The query of the webhook's request after a call from +15550107777 on the line `sales`. */
  async function told(more: Record<string, string> = {}): Promise<Record<string, string>> {
    const urls: string[] = [];
    const host: Host = ({ url }) => {
      urls.push(url);
      return { status: 204, headers: {}, body: '' };
    };
    const variables = { ...env, VOICEMAIL_CALLBACK_URL: `${MAIL}?box=7`, ...more };
    await inWorld({ env: variables, hosts: { [MAIL]: host } }, async (world) => {
      const voiceUrl = `${world.origin}/engage?line=sales`;
      const report = await world.call({ voiceUrl, from: '+15550107777' });
      expect(report.end).toBe('voicemail');
      expect(world.logs.join()).not.toContain('5550107777');
    });
    expect(urls).toHaveLength(1);
    return Object.fromEntries(new URL(urls[0] ?? '').searchParams);
  }

  test('gets the caller’s number, the line and the task', async () => {
    const from = '+15550107777';
    expect(await told()).toEqual({ box: '7', from, line: 'SALES', taskName: 'AccountInquiry' });
  });

  test('gets no number with VOICEMAIL_CALLER=false', async () => {
    const known = { box: '7', line: 'SALES', taskName: 'AccountInquiry' };
    expect(await told({ VOICEMAIL_CALLER: 'false' })).toEqual(known);
  });
});
