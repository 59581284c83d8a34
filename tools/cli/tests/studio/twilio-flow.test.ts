import { type LocalTwilioRest, startTwilioRest } from '../../../simulator/rest/start';
import { findFlow, findFunction } from '../../studio/twilio-flow';
import { twilioClient } from '../../twilio/client';

const DOMAIN = 'voice-agent-1234-dev.twil.io';
const settings = {
  serviceName: 'voice-agent',
  environment: 'dev',
  envFile: '.env',
  envFileExists: false,
  file: {},
  variables: {},
};

let rest: LocalTwilioRest;
let client: ReturnType<typeof twilioClient>;
beforeEach(async () => {
  rest = await startTwilioRest();
  const { sid, authToken } = rest.account;
  client = twilioClient({ accountSid: sid, username: sid, password: authToken }, rest.url);
});
afterEach(() => rest.close());

async function deploy(): Promise<string> {
  const service = await client.serverless.v1.services.create({
    uniqueName: 'voice-agent',
    friendlyName: 'voice-agent',
  });
  const { environments, functions } = client.serverless.v1.services(service.sid);
  await environments.create({ uniqueName: 'dev-environment', domainSuffix: 'dev' });
  await functions.create({ friendlyName: '/engage' });
  await functions.create({ friendlyName: '/call-transfer-state' });
  const [environment] = await environments.list();
  return environment?.domainName ?? '';
}

test('the function of the deployed service is found by its path', async () => {
  const domainName = await deploy();
  const found = await findFunction(client, settings, domainName);
  expect(found?.service_sid).toMatch(/^ZS/);
  expect(found?.environment_sid).toMatch(/^ZE/);
  expect(rest.services[0]?.functions.at(-1)?.sid).toBe(found?.function_sid);
});

test('a host of another service has no function here', async () => {
  await deploy();
  await expect(findFunction(client, settings, 'other-1.twil.io')).resolves.toBeUndefined();
});

test('an account without the service has no function either', async () => {
  await expect(findFunction(client, settings, DOMAIN)).resolves.toBeUndefined();
});

test('two flows of the same name are not guessed at', async () => {
  const flow = { friendlyName: 'Voice', status: 'draft', definition: {} } as const;
  await client.studio.v2.flows.create(flow);
  await client.studio.v2.flows.create(flow);
  await expect(findFlow(client, undefined, 'Voice')).rejects.toThrow('2 flows are called Voice');
  await expect(findFlow(client, undefined, 'Another')).resolves.toBeUndefined();
});

test('a flow that was never published has nothing to compare with', async () => {
  const flow = { friendlyName: 'Voice', status: 'draft', definition: {} } as const;
  const { sid } = await client.studio.v2.flows.create(flow);
  await expect(findFlow(client, sid, '')).resolves.toMatchObject({ sid, published: undefined });
});

test('a SID that is none is refused before Twilio is asked', async () => {
  await expect(findFlow(client, 'FW1', '')).rejects.toThrow('--flow FW1 is not the SID');
  expect(rest.requests).toEqual([]);
});
