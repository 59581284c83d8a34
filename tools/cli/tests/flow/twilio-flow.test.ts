import { type LocalTwilioRest, startTwilioRest } from '../../../simulator';
import { findFlow, findFunction } from '../../flow/twilio-flow';
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

test('the deployed /call-transfer-state is found by its path', async () => {
  const domainName = await deploy();
  const found = await findFunction(client, settings, domainName);
  expect(found?.service_sid).toMatch(/^ZS/);
  expect(found?.environment_sid).toMatch(/^ZE/);
  expect(rest.services[0]?.functions.at(-1)?.sid).toBe(found?.function_sid);
});

test('no function is found for the host of another service', async () => {
  await deploy();
  await expect(findFunction(client, settings, 'other-1.twil.io')).resolves.toBeUndefined();
});

test('no function is found in an account without the service', async () => {
  await expect(findFunction(client, settings, DOMAIN)).resolves.toBeUndefined();
});

test('two flows with the same name are an error, not a guess', async () => {
  const flow = { friendlyName: 'Voice', status: 'draft', definition: {} } as const;
  await client.studio.v2.flows.create(flow);
  await client.studio.v2.flows.create(flow);
  await expect(findFlow(client, undefined, 'Voice')).rejects.toThrow('2 flows are called Voice');
  await expect(findFlow(client, undefined, 'Another')).resolves.toBeUndefined();
});

test('a flow that was never published has no published revision', async () => {
  const flow = { friendlyName: 'Voice', status: 'draft', definition: {} } as const;
  const { sid } = await client.studio.v2.flows.create(flow);
  await expect(findFlow(client, sid, '')).resolves.toMatchObject({ sid, published: undefined });
});

test('a malformed flow SID is refused without a request to Twilio', async () => {
  await expect(findFlow(client, 'FW1', '')).rejects.toThrow('--flow FW1 is not the SID');
  expect(rest.requests).toEqual([]);
});
