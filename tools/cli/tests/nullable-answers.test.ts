import { isTried } from '../../../tests/support/cases';
import { type LocalTwilioRest, startTwilioRest } from '../../simulator';
import { run as bindNumber } from '../bind-number';
import type { Run } from '../command/command';
import { run as dial } from '../dial';
import { checkConcurrentCalls } from '../doctor/account';
import { checkAlerts } from '../doctor/alerts';
import type { Check } from '../doctor/check';
import { checkCountries } from '../doctor/countries';
import { checkMedia } from '../doctor/media';
import { overwrittenCheck } from '../doctor/overwritten';
import { twilioCheck } from '../doctor/twilio';
import { run as logs } from '../logs';
import { run as publishFlow } from '../publish-flow';
import { run as report } from '../report';
import { run as set } from '../set';
import { sessionOf } from '../twilio/session';
import { readSettings } from '../twilio/settings';
import { run as verify } from '../verify';
import { type Finished, runCommand, temporaryFolder, variablesFor } from './run-command';

const NUMBER = '+15551230000';
const TO = '+15559990000';
const ROBOT = '+15551230009';
const DOMAIN = 'voice-agent-1234.twil.io';
const CALL = `CA${'1'.repeat(32)}`;
const FLOW = `FW${'2'.repeat(32)}`;
const WORKFLOW = `WW${'3'.repeat(32)}`;

const folder = temporaryFolder();
afterAll(folder.remove);

/** One of everything that the commands read. */
function fill({ account, services, workflows, calls, ...rest }: LocalTwilioRest): void {
  const environment = rest.addEnvironment('voice-agent', 'dev');
  const day = { date_created: '2026-11-20T09:00:00Z', date_updated: '2026-11-20T09:00:00Z' };
  const deployment = { sid: `ZD${'9'.repeat(32)}`, build_sid: `ZB${'9'.repeat(32)}`, ...day };
  environment.deployments.push(deployment);
  for (const [key, value] of Object.entries({
    ASAPP_API_HOST: 'api.asapp.com',
    OPEN_NOW: 'open',
  })) {
    const sid = `ZV${String(environment.variables.length).repeat(32)}`;
    environment.variables.push({ sid, key, value, ...day, date_updated: '2026-11-21T09:00:00Z' });
  }
  const number = rest.addNumber(NUMBER);
  number.voice_url = `https://${environment.domain_name}/engage`;
  number.voice_fallback_url = 'https://handler.twilio.com/twiml/EH1';
  rest.addNumber(ROBOT);
  rest.addFlow({ sid: FLOW });
  rest.addApplication({ voice_url: `https://${environment.domain_name}/engage` });
  rest.sipDomains.push({ sid: `SD${'8'.repeat(32)}`, friendly_name: 'PBX', voice_url: null });
  workflows.push({ sid: WORKFLOW, workspace_sid: `WS${'4'.repeat(32)}`, friendly_name: 'Support' });
  services[0]?.functions.push({ sid: `ZH${'5'.repeat(32)}`, friendly_name: 'call-transfer-state' });
  const line = {
    sid: `NO${'6'.repeat(32)}`,
    function_sid: `ZH${'5'.repeat(32)}`,
    request_sid: `RQ${'7'.repeat(32)}`,
    level: 'info',
    message: JSON.stringify({ level: 'info', event: 'engaged', callSid: CALL }),
    date_created: new Date().toISOString(),
  } as const;
  environment.logs.push(line);
  rest.recordings.push({ sid: `RE${'a'.repeat(32)}` });
  rest.customerProfiles.push({
    sid: `BU${'b'.repeat(32)}`,
    policy_sid: 'RN6433641899984f951173ef1738c3bdd0',
    status: 'twilio-approved',
  });
  rest.alerts.push({
    sid: `NO${'c'.repeat(32)}`,
    resource_sid: CALL,
    service_sid: null,
    log_level: 'error',
    error_code: '11200',
    alert_text: '',
    request_url: `https://${environment.domain_name}/engage`,
    date_created: new Date().toISOString(),
    date_generated: new Date().toISOString(),
  });
  calls.push({
    sid: CALL,
    parent_call_sid: null,
    account_sid: account.sid,
    to: NUMBER,
    from: TO,
    status: 'completed',
    direction: 'inbound',
    answered_by: null,
    duration: '60',
    date_created: new Date().toUTCString(),
    start_time: new Date().toUTCString(),
    end_time: new Date().toUTCString(),
    parameters: {},
  });
}

/** The resources of an answer: those of a list, or the answer itself. */
function resourcesOf(body: object): Record<string, unknown>[] {
  const list = Object.entries(body).find(
    ([name, value]) => Array.isArray(value) && isList(name, body),
  );
  const found: unknown[] = list ? Object.values(list[1]) : [body];
  return found.filter(
    (one): one is Record<string, unknown> => typeof one === 'object' && one !== null,
  );
}

const isList = (name: string, body: object) =>
  'next_page_uri' in body || ('meta' in body && name !== 'meta');

type Answer = ReturnType<typeof resourcesOf>;

/** Runs a command against an account with one of everything, whose answers are altered first. */
async function runAgainst(
  run: Run,
  args: readonly string[],
  alter: (path: string, resources: Answer) => void,
): Promise<Finished> {
  const rest = await startTwilioRest();
  fill(rest);
  rest.alterAnswers((text, { method, path }) => {
    const body = JSON.parse(text);
    alter(`${method} ${path.replaceAll(/[A-Z]{2}[0-9a-f]{32}/g, '…')}`, resourcesOf(body));
    return JSON.stringify(body);
  });
  try {
    return await runCommand(run, args, { cwd: folder.path, env: variablesFor(rest) });
  } finally {
    await rest.close();
  }
}

/** Twilio may leave a field out or send null for it. */
const NOTHING: Readonly<Record<string, (resource: Record<string, unknown>, name: string) => void>> =
  {
    null: (resource, name) => {
      resource[name] = null;
    },
    absent: (resource, name) => {
      delete resource[name];
    },
  };

const doctor =
  (check: Check): Run =>
  async (_, { cwd, env }) => {
    const settings = await readSettings({}, { cwd, env });
    const variables = {
      AGENT_DESTINATION: `${NUMBER} ${WORKFLOW} ${FLOW}`,
      CALLER_ID: NUMBER,
      RECORD: 'all',
      OPEN_NOW: 'auto',
    };
    const findings = await check.run({
      root: cwd,
      settings: { ...settings, variables },
      env,
      deploying: false,
      nodeVersion: '22.0.0',
    });
    return findings.some(({ verdict }) => verdict === 'problem') ? 1 : 0;
  };

/** What the doctor reads of the account, without all the rest. */
const readiness: Check = {
  title: 'the account',
  online: true,
  run: async (project) => {
    const { client } = sessionOf(project.settings, project.env);
    return [
      ...(await checkConcurrentCalls(client)),
      ...(await checkCountries(client, project.settings)),
      ...(await checkMedia(client, project)),
      ...(await checkAlerts(client, project.settings)),
    ];
  },
};

const PUBLISH = ['--agent', NUMBER, '--flow', FLOW, '--yes'];

/** Each command with the answers that it reads by code of its own: many share the search for the service. */
const COMMANDS: readonly (readonly [string, Run, string[], RegExp])[] = [
  ['bind-number --list', bindNumber, ['--list'], /./],
  ['bind-number', bindNumber, [NUMBER, '--yes'], /Numbers/],
  [
    'bind-number --flow',
    bindNumber,
    [NUMBER, '--flow', FLOW, '--domain', DOMAIN, '--yes'],
    /Flows/,
  ],
  ['dial', dial, [TO], /Numbers|Calls/],
  ['logs', logs, ['--once'], /./],
  ['logs --call', logs, ['--once', '--call', CALL], /Calls/],
  ['publish-flow', publishFlow, ['--agent', NUMBER, '--yes'], /Functions|POST .*Flows/],
  ['publish-flow --flow, reading', publishFlow, PUBLISH, /GET .*Flows/],
  ['publish-flow --flow, writing', publishFlow, PUBLISH, /POST .*Flows/],
  ['doctor', doctor(twilioCheck), [], /^(?!.*(Alerts|Profiles|Permissions|Recordings|Services))/],
  ['doctor of the account', doctor(readiness), [], /Alerts|Profiles|Permissions|Recordings/],
  ['doctor --deploying', doctor(overwrittenCheck), [], /Variables|Deployments/],
  ['report', report, ['--days', '2'], /Logs|Functions/],
  ['set --list', set, ['--list'], /Variables/],
  ['set', set, ['OPEN_NOW=closed', 'LOG_LEVEL=debug', '--yes'], /Variables/],
  [
    'verify without a call',
    verify,
    [NUMBER, '--from', ROBOT, '--only', 'flow-parameters'],
    /Accounts\/….json|Services/,
  ],
];

test.each(COMMANDS)('%s copes with fields that Twilio leaves empty', async (_, run, args, own) => {
  const fields = new Map<string, Set<string>>();
  const sound = await runAgainst(run, args, (path, resources) => {
    const known = fields.get(path) ?? new Set();
    fields.set(path, new Set([...known, ...resources.flatMap(Object.keys)]));
  });
  expect(sound).toMatchObject({ code: 0 });
  expect(fields.size).toBeGreaterThan(0);
  const bad: string[] = [];
  /** Leaves one field of an answer empty, or all of them. */
  const attempt = async (wanted: string, nothing: string, field: string | undefined) => {
    const place = `${wanted}: ${field ?? 'everything'} is ${nothing}`;
    const isMeant = (name: string) => field === undefined || name === field;
    const result = runAgainst(run, args, (path, resources) => {
      if (path !== wanted) return;
      for (const resource of resources) {
        for (const name of Object.keys(resource).filter(isMeant))
          NOTHING[nothing]?.(resource, name);
      }
    });
    await result.then(
      ({ out, err }) => {
        const shown = out.replaceAll(/": null\b/g, '') + err;
        if (/\b(undefined|null|NaN|Invalid)\b/.test(shown)) bad.push(`${place}: ${shown}`);
      },
      (error: unknown) => bad.push(`${place}: ${error}`),
    );
  };
  for (const [path, names] of [...fields].filter(([path]) => own.test(path))) {
    for (const [kind, nothing] of Object.keys(NOTHING).entries()) {
      const choices = [...names, undefined].filter((_, index) => isTried(index, kind));
      for (const field of choices) await attempt(path, nothing, field);
    }
  }
  expect(bad).toEqual([]);
});
