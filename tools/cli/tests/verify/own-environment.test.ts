import { activeBuild } from '../../../simulator';
import { defineCommand } from '../../command/command';
import { twilioClient } from '../../twilio/client';
import { readSettings, SETTINGS_OPTIONS } from '../../twilio/settings';
import { deployOwn, findOwn, ownVariables } from '../../verify/own-environment';
import { DEPLOYED_VARIABLES, type Deploying, startDeploying } from '../deploying';
import { runCommand } from '../run-command';

jest.setTimeout(60_000);

const PERSON = '+15550107003';
const WORKFLOW = `WW${'a'.repeat(32)}`;
const VARIABLES = {
  ...DEPLOYED_VARIABLES,
  AGENT_DESTINATION: '+15551234567 voicemail',
  AGENT_DESTINATION_SALES: '+15551234568',
  CALL_RECORD_URL: 'https://records.example/',
  GREETING: 'Hello.',
};

let deploying: Deploying;
beforeAll(async () => {
  deploying = await startDeploying();
});
afterAll(() => deploying.close());

test('the separate environment is deployed with the robots’ TwiML, and can reach nobody else', async () => {
  const { rest, clone, credentials, surroundings } = deploying;
  const { sid, authToken } = rest.account;
  clone.replaceFunctions();
  clone.writeEnv({ ...VARIABLES, ...credentials });
  const { sid: flowSid } = rest.addFlow();
  rest.addWorkflows({ WORKFLOW });
  const reachable = { person: PERSON, flowSid, workflowSid: WORKFLOW };
  const run = defineCommand({
    name: 'deploy-own',
    summary: '',
    options: SETTINGS_OPTIONS,
    async run({ values }, terminal) {
      const settings = await readSettings(values, terminal);
      const client = twilioClient(
        { accountSid: sid, username: sid, password: authToken },
        rest.url,
      );
      await deployOwn(client, settings, 'verify', reachable, terminal);
      await findOwn(client, settings, 'verify', reachable);
      return 0;
    },
  });
  const { code, err } = await runCommand(run, [], surroundings);
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });

  const [service] = rest.services;
  const [environment] = service?.environments ?? [];
  expect(environment?.domain_suffix).toBe('verify');
  const values = environment?.variables.map(({ key, value }): [string, string] => [key, value]);
  expect(Object.fromEntries(values ?? [])).toEqual({
    ASAPP_API_HOST: 'api.asapp.com',
    ASAPP_API_ID: 'key',
    ASAPP_API_SECRET: 'top-secret',
    VOICE_AGENT: VARIABLES.VOICE_AGENT,
    GREETING: 'Hello.',
    AGENT_DESTINATION: `${PERSON} ${PERSON}`,
    FALLBACK_DESTINATION: `${PERSON} ${PERSON}`,
    RING_SECONDS: '5',
    LOG_LEVEL: 'info',
    VOICE_AGENT_VERIFY_STREAM: 'wss://stream.invalid/',
    RECORD_VERIFY_RECORDING: 'agent',
    VOICE_AGENT_PERCENT_VERIFY_VOICEMAIL: '0',
    AGENT_DESTINATION_VERIFY_VOICEMAIL: 'voicemail',
    AGENT_DESTINATION_VERIFY_FLOW: flowSid,
    AGENT_DESTINATION_VERIFY_LEAVE: `${WORKFLOW} ${PERSON}`,
    QUEUE_SECONDS_VERIFY_LEAVE: '10',
    ASAPP_API_ID_VERIFY_KEY: 'not-the-id',
    ASAPP_API_SECRET_VERIFY_KEY: 'not-the-key',
    CLERK_API_KEY_VERIFY_KEY: 'not-the-key',
  });
  const build = service && environment && activeBuild(service, environment);
  const assets = build?.versions.filter(({ kind }) => kind === 'asset').map(({ path }) => path);
  expect(assets?.sort()).toEqual(['/answers.xml', '/busy.xml', '/silent.xml']);
});

test('the variables of the separate environment keep what the agent says, and no destination', () => {
  const { GREETING, ...others } = ownVariables(
    { variables: VARIABLES },
    { person: PERSON, flowSid: undefined, workflowSid: undefined },
  );
  expect(GREETING).toBe('Hello.');
  expect(JSON.stringify(others)).not.toContain('+15551234');
  expect(others).not.toHaveProperty('CALL_RECORD_URL');
});
