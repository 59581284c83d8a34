import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../../simulator';
import type { Check } from '../../doctor/check';
import { regionCheck } from '../../doctor/region';
import { twilioCheck } from '../../doctor/twilio';
import { readSettings } from '../../twilio/settings';
import { accountAndFolder, variablesFor } from '../run-command';

const { rest, folder } = accountAndFolder();

/** What a check finds with these variables, one finding per line as the doctor prints it. */
async function findings(
  check: Check,
  variables: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = variablesFor(rest),
): Promise<string> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder.path, '.env'), lines.join(''));
  const settings = await readSettings({}, { cwd: folder.path, env });
  const project = { root: folder.path, env, settings, deploying: false, nodeVersion: '22.0.0' };
  const found = await check.run(project);
  return found.map(({ verdict, text, fix }) => `${verdict}: ${text} → ${fix ?? ''}\n`).join('');
}

const twilio = (variables: Readonly<Record<string, string>> = {}) =>
  findings(twilioCheck, variables);

describe('the doctor and calls at once', () => {
  const BUSINESS = 'RN6433641899984f951173ef1738c3bdd0';
  const profile = { sid: `BU${'1'.repeat(32)}`, policy_sid: BUSINESS } as const;

  test('a trial account has few', async () => {
    rest.account.type = 'Trial';
    expect(await twilio()).toContain('warning: This is a trial account');
  });

  test('an account with an approved Business Customer Profile has no limit', async () => {
    rest.customerProfiles.push({ ...profile, status: 'twilio-approved' });
    expect(await twilio()).toContain('ok: calls at once: not limited');
  });

  test.each(['draft', 'in-review', 'twilio-rejected'] as const)(
    'a new account whose profile is %s has 2 or 3',
    async (status) => {
      rest.account.created = 'Sun, 01 Mar 2026 09:00:00 +0000';
      rest.customerProfiles.push({ ...profile, status });
      expect(await twilio()).toContain('warning: No Business Customer Profile is approved');
    },
  );

  test('another approved profile does not end the limit', async () => {
    rest.account.created = 'Sun, 01 Mar 2026 09:00:00 +0000';
    const policy_sid = `RN${'2'.repeat(32)}`;
    rest.customerProfiles.push({ ...profile, policy_sid, status: 'twilio-approved' });
    expect(await twilio()).toContain('warning: No Business Customer Profile is approved');
  });

  test('an older account may not be limited, so it gets no warning', async () => {
    expect(await twilio()).toContain('ok: calls at once: limited to 2 or 3 (error 10004)');
  });

  test('a subaccount has no profile of its own', async () => {
    rest.account.ownerSid = `AC${'3'.repeat(32)}`;
    expect(await twilio()).toContain('ok: calls at once: as many as the main account');
  });
});

describe('the doctor and numbers without voice', () => {
  const TEXT_ONLY = { capabilities: { voice: false, sms: true, mms: false, fax: false } };

  test('it counts the numbers that take calls', async () => {
    rest.addNumber('+15551230000', TEXT_ONLY);
    rest.addNumber('+15551230001');
    expect(await twilio()).toContain('ok: 1 of 2 numbers can take voice calls');
  });

  test('it warns if there is none', async () => {
    rest.addNumber('+15551230000', TEXT_ONLY);
    expect(await twilio()).toContain('warning: No number of this account can take voice calls');
  });

  test('it warns of one that is bound to /engage', async () => {
    const voice_url = 'https://voice-agent-1234.twil.io/engage#rc=2';
    rest.addNumber('+15551230000', { ...TEXT_ONLY, voice_url });
    rest.addNumber('+15551230001');
    expect(await twilio()).toContain('warning: +15551230000 is bound to /engage');
  });
});

describe('the doctor and geographic permissions', () => {
  test('it names the countries that may be called', async () => {
    const out = await twilio({ AGENT_DESTINATION: '+35315550100 +15551230000 client:anna' });
    expect(out).toContain('ok: the account may call Ireland, United States/Canada');
  });

  test('it warns of a destination in a country that may not be called, by the longest code', async () => {
    const out = await twilio({ AGENT_DESTINATION_SALES: '+18765550100 +15551230000' });
    expect(out).toContain(
      'warning: AGENT_DESTINATION_SALES contains +18765550100, but this account may not call Jamaica. → Enable the country',
    );
    expect(out).toContain('ok: the account may call United States/Canada');
  });

  test('one of several countries with the same code is enough', async () => {
    rest.dialingPermissions.push({
      iso_code: 'CA',
      name: 'Canada',
      country_codes: ['+1'],
      low_risk_numbers_enabled: false,
    });
    const out = await twilio({ AGENT_DESTINATION: '+15551230000' });
    expect(out).toContain('ok: the account may call United States/Canada or Canada');
    expect(out).not.toContain('may not call');
  });

  test('it makes no request without phone numbers', async () => {
    await twilio({ AGENT_DESTINATION: 'client:anna' });
    expect(rest.requests.map(({ path }) => path)).not.toContain('/v1/DialingPermissions/Countries');
  });
});

describe('the doctor and who can listen to recordings', () => {
  const SID = `RE${'4'.repeat(32)}`;

  test.each<Record<string, string>>([
    { RECORD: 'all' },
    { RECORD_SALES: 'person' },
    { VOICEMAIL_CALLBACK_URL: 'https://example.com/voicemail' },
    { VOICEMAIL_WORKFLOW: `WW${'6'.repeat(32)}` },
    { AGENT_DESTINATION: 'client:anna voicemail' },
  ])('it warns if anybody can, with %j', async (variables) => {
    rest.recordings.push({ sid: SID });
    const out = await twilio(variables);
    expect(out).toContain('warning: Anybody who has the URL of a recording can listen to it. →');
    expect(out).not.toContain(SID);
    const tried = rest.requests.filter(({ path }) => path.endsWith('.wav'));
    expect(tried).toMatchObject([{ method: 'HEAD', authorization: undefined }]);
  });

  test('it is content if they ask for credentials', async () => {
    rest.recordings.push({ sid: SID });
    rest.account.protectsMedia = true;
    expect(await twilio({ RECORD: 'all' })).toContain(
      'ok: Recordings cannot be heard without credentials',
    );
  });

  test('it says how to look if there is no recording to try', async () => {
    const out = await twilio({ RECORD: 'all' });
    expect(out).toContain('there is no recording yet to try it with. → In the Twilio Console');
  });

  test('it says how to look if the recording cannot be tried', async () => {
    rest.recordings.push({ sid: SID });
    rest.before(/^HEAD /, () => {
      throw new Refusal(405, 20004, 'Method not allowed');
    });
    const out = await twilio({ RECORD: 'all' });
    expect(out).toContain('it could not be tried. → In the Twilio Console');
  });

  test('it does not look if nothing is recorded', async () => {
    rest.recordings.push({ sid: SID });
    expect(await twilio({ AGENT_DESTINATION: 'client:anna' })).not.toContain('ecording');
  });
});

describe('the doctor and the Debugger', () => {
  let count = 0;
  function addAlert(code: string, about: { url?: string; call?: string; hoursAgo?: number }) {
    const date = new Date(Date.now() - (about.hoursAgo ?? 1) * 3_600_000).toISOString();
    count += 1;
    rest.alerts.push({
      sid: `NO${String(count).padStart(32, '0')}`,
      resource_sid: about.call ?? `CA${String(count).padStart(32, '0')}`,
      service_sid: null,
      log_level: 'error',
      error_code: code,
      alert_text: 'secret-body',
      request_url: about.url ?? null,
      date_created: date,
      date_generated: date,
    });
  }

  test('it counts the errors of the service since yesterday, without their texts and URLs', async () => {
    const { domain_name } = rest.addEnvironment('voice-agent', 'dev');
    const call = `CA${'a'.repeat(32)}`;
    addAlert('11200', { url: `https://${domain_name}/engage?token=secret-query`, call });
    addAlert('11200', { url: `https://${domain_name}/hand-off` });
    addAlert('13214', { call });
    addAlert('31921', { call });
    addAlert('12100', { url: 'https://other.example/voice' });
    addAlert('82002', { url: `https://${domain_name}/engage`, hoursAgo: 30 });
    const out = await twilio();
    expect(out).toContain(`error 11200 of ${domain_name} since yesterday: 2 times. →`);
    expect(out).toContain(`error 13214 of ${domain_name} since yesterday: once. →`);
    expect(out).not.toMatch(/12100|31921|82002|secret|hand-off/);
  });

  test('it finds the alerts that name the service itself', async () => {
    const environment = rest.addEnvironment('voice-agent', 'dev');
    addAlert('82005', { call: environment.sid });
    expect(await twilio()).toContain('error 82005');
  });

  test('it says so if there are none, and nothing before the first deploy', async () => {
    expect(await twilio()).not.toContain('Debugger');
    const { domain_name } = rest.addEnvironment('voice-agent', 'dev');
    expect(await twilio()).toContain(`ok: no errors of ${domain_name} in the Debugger`);
  });
});

test.each([
  ['calls at once', /Accounts\/AC\w+\.json|CustomerProfiles/],
  ['countries that may be called', /DialingPermissions/],
  ['who can listen to recordings', /Recordings\.json/],
  ['errors in the Debugger', /Alerts/],
  ['TwiML apps and SIP domains', /Applications/],
])('the doctor skips %s if Twilio refuses, and checks the rest', async (title, path) => {
  rest.addEnvironment('voice-agent', 'dev');
  rest.before(path, () => {
    throw new Refusal(403, 70051, 'Denied');
  });
  const out = await twilio({ AGENT_DESTINATION: '+15551230000', RECORD: 'all' });
  expect(out.match(/^skipped:/gm)).toHaveLength(1);
  expect(out).toContain(`skipped: ${title} (Twilio did not`);
  expect(out).toContain('ok: Twilio accepts the credentials');
  expect(out).not.toContain('problem:');
});

describe('the doctor and Ireland', () => {
  const FLOW = `FW${'5'.repeat(32)}`;
  const WORKFLOW = `WW${'6'.repeat(32)}`;
  const irish = () => ({
    TWILIO_API_BASE: rest.url,
    TWILIO_REGION: 'ie1',
    ACCOUNT_SID: rest.ireland.account.sid,
    AUTH_TOKEN: rest.ireland.account.authToken,
  });

  test('it names the region, and what is beta there', async () => {
    const variables = { AGENT_DESTINATION: WORKFLOW, CALLBACK_WORKFLOW_SALES: WORKFLOW };
    const out = await findings(regionCheck, variables, irish());
    expect(out).toContain('ok: Region ie1 (Ireland), edge dublin');
    expect(out).toContain(`warning: AGENT_DESTINATION names the workflow ${WORKFLOW}`);
    expect(out).toContain('warning: CALLBACK_WORKFLOW_SALES names the workflow');
    expect(out).toContain('there is no Flex');
  });

  test('it says nothing about the US', async () => {
    expect(await findings(regionCheck, { AGENT_DESTINATION: WORKFLOW })).toBe('');
    expect(await findings(regionCheck, { TWILIO_REGION: 'us1' })).toBe('');
  });

  test('it refuses au1 with the reason', async () => {
    const out = await findings(regionCheck, { TWILIO_REGION: 'au1' });
    expect(out).toContain('problem: TWILIO_REGION is au1: Twilio has no Functions there');
    expect(await findings(twilioCheck, { TWILIO_REGION: 'au1' })).not.toContain('problem:');
    expect(rest.requests).toEqual([]);
  });

  test('it reports a flow whose widgets do not exist there', async () => {
    rest.ireland.addFlow({
      sid: FLOW,
      definition: {
        states: [
          { name: 'desk', type: 'send-to-flex' },
          { name: 'robot', type: 'connect-virtual-agent-v2' },
          { name: 'words', type: 'say-play' },
        ],
      },
    });
    const out = await findings(twilioCheck, { AGENT_DESTINATION: FLOW }, irish());
    expect(out).toContain(`problem: The flow ${FLOW} has the widget desk (send-to-flex)`);
    expect(out).toContain(`problem: The flow ${FLOW} has the widget robot`);
    expect(out).not.toContain('words');
  });

  test('it says which STUDIO_WEBHOOK_URL flows need', async () => {
    const { webhook_url } = rest.ireland.addFlow().revisions[0];
    const out = await findings(twilioCheck, {}, irish());
    expect(out).toContain('problem: Studio Flows would not get their calls back');
    expect(out).toContain(`→ Set STUDIO_WEBHOOK_URL=${webhook_url}`);
    const set = await findings(twilioCheck, { STUDIO_WEBHOOK_URL: webhook_url }, irish());
    expect(set).toContain('ok: STUDIO_WEBHOOK_URL has the host of this account’s flows');
    expect(set).not.toContain('problem:');
  });

  test('it knows the host of the service there', async () => {
    const { domain_name } = rest.ireland.addEnvironment('voice-agent', 'dev');
    rest.ireland.addApplication({ voice_url: `https://${domain_name}/engage` });
    const out = await findings(twilioCheck, { AGENT_DESTINATION: '+35315550100' }, irish());
    expect(out).toContain('warning: CALLER_ID is not set, and AGENT_DESTINATION contains');
  });

  test('it does not look for verified caller IDs, which Ireland does not have', async () => {
    const out = await findings(twilioCheck, { CALLER_ID: '+35315550100' }, irish());
    expect(out).toContain('warning: CALLER_ID is +35315550100');
    expect(rest.requests.some(({ path }) => path.includes('OutgoingCallerIds'))).toBe(false);
  });
});
