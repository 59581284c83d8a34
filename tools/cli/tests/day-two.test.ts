import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atTenfoldSpeed } from '../../../tests/support/time';
import {
  activeBuild,
  type CallReport,
  createLocalTwilio,
  type LocalAsapp,
  type LocalCloud,
  type LocalTwilio,
  type LocalTwilioRest,
  newSid,
  type ServerlessEnvironment,
  startCloud,
  startLocalAsapp,
  startTwilioProxy,
  startTwilioRest,
  type TwilioProxy,
} from '../../simulator';
import { type Clone, cloneProject } from './clone';
import { allDocumentedCommands, documentedCommands, runDocumented } from './documented';
import type { Finished } from './run-command';

jest.setTimeout(120_000);

const OPERATIONS = 'docs/operations.md';
const NUMBER = '+15557654321';
const PERSON = '+15550103000';

const KEYS = { ASAPP_API_ID: 'key', ASAPP_API_SECRET: 'secret' };
/** The doctor tries no other agent than ASAPP, and nothing here may leave this machine. */
const ELSEWHERE = { VOICE_AGENT: 'wss://agent.example/stream', ASAPP_API_HOST: 'api.asapp.com' };

let rest: LocalTwilioRest;
let proxy: TwilioProxy;
let asapp: LocalAsapp;
let clone: Clone;
let temporary: string;
let env: Record<string, string>;
let clouds: LocalCloud[];
/** What the doctor and the deploy of “Going live” have printed. */
let live: Finished[];

beforeAll(async () => {
  rest = await startTwilioRest();
  proxy = await startTwilioProxy(rest.listener);
  clone = cloneProject();
  temporary = mkdtempSync(join(tmpdir(), 'voice-agent-test-'));
  const ca = join(temporary, 'ca.pem');
  writeFileSync(ca, proxy.ca);
  env = {
    PATH: process.env.PATH ?? '',
    HOME: temporary,
    TWILIO_API_BASE: rest.url,
    HTTP_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: ca,
    CI: 'true',
  };
  writeProduction({ ...KEYS, ...ELSEWHERE });
  const [doctor, deploy] = documentedCommands(OPERATIONS, '## Going live');
  live = [await run(doctor), await run(deploy)];
});
afterAll(async () => {
  clone.remove();
  rmSync(temporary, { recursive: true });
  await proxy.close();
  await rest.close();
});

beforeEach(async () => {
  asapp = await startLocalAsapp();
  writeProduction({ ...KEYS, ...ELSEWHERE });
  rest.numbers.length = 0;
  clouds = [];
});
afterEach(async () => {
  for (const cloud of clouds) await cloud.close();
  await asapp.close();
});

function writeProduction(variables: Readonly<Record<string, string>>): void {
  const { sid: ACCOUNT_SID, authToken: AUTH_TOKEN } = rest.account;
  const all = { ...variables, AGENT_DESTINATION: PERSON, ACCOUNT_SID, AUTH_TOKEN };
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
  clone.write('.env.production', lines.join(''));
}

const run = (command = '', words: Readonly<Record<string, string>> = {}) =>
  runDocumented(command, { cwd: clone.path, env, words });

/** What is in service in an environment, with the variables that it has now. */
async function cloudOf(suffix: string | null): Promise<LocalCloud> {
  const [service] = rest.services;
  const environment = environmentOf(suffix);
  if (!service) throw new Error('nothing is deployed');
  const modules = join(clone.path, 'node_modules');
  const cloud = await startCloud(rest.account, service, environment, modules);
  clouds.push(cloud);
  return cloud;
}

function environmentOf(suffix: string | null): ServerlessEnvironment {
  const environment = rest.services[0]?.environments.find(
    ({ domain_suffix }) => (domain_suffix || null) === suffix,
  );
  if (!environment) throw new Error(`${suffix ?? 'production'} is not deployed`);
  return environment;
}

/** A call to the number as it is bound now, which the agent hands to a person. */
function callNumber(twilio: LocalTwilio): Promise<CallReport> {
  const number = rest.numbers.find(({ phone_number }) => phone_number === NUMBER);
  const callSid = newSid('CA');
  asapp.script(callSid, { outcome: 'agent' });
  const [voiceUrl, fallbackUrl] = [number?.voice_url ?? '', number?.voice_fallback_url ?? ''];
  const call = { callSid, to: NUMBER, voiceUrl, fallbackUrl };
  return atTenfoldSpeed(() => twilio.call(call));
}

/** The phone network around services, by their hosts; notes what each host gets. */
function phoneNetwork(
  services: Readonly<Record<string, () => LocalCloud>>,
  beforeRequest: (url: string) => Promise<void> = async () => {},
) {
  const { sid: accountSid, authToken } = rest.account;
  const requested: string[] = [];
  const twilios = new Map<LocalCloud, LocalTwilio>();
  const twilioOf = (cloud: LocalCloud) => {
    const known = twilios.get(cloud) ?? createLocalTwilio(cloud, { accountSid, authToken });
    twilios.set(cloud, known);
    return known;
  };
  const edge = {
    publicOrigin: 'https://nobody.twil.io',
    send: () => Promise.reject(new Error('no call goes there')),
  };
  const hosts = Object.entries(services).map(([host, cloud]) => [
    `https://${host}`,
    (request: Parameters<LocalTwilio['send']>[0]) => twilioOf(cloud()).send(request),
  ]);
  const twilio = createLocalTwilio(edge, {
    accountSid,
    authToken,
    hosts: Object.fromEntries(hosts),
    ca: asapp.ca,
    pace: 0,
    async transport(request, send) {
      await beforeRequest(request.url);
      const { hostname, pathname } = new URL(request.url);
      requested.push(`${hostname}${pathname}`);
      return send(request);
    },
  });
  return { twilio, requested };
}

/** Does something once, while the first request of this kind waits for it: the call is under way then. */
function during(path: string, work: () => Promise<void>): (url: string) => Promise<void> {
  let isDone = false;
  return async (url) => {
    if (isDone || !new URL(url).pathname.startsWith(path)) return;
    isDone = true;
    await work();
  };
}

const SECTIONS = [
  '## Going live',
  '### Changing a variable at once',
  '### The ASAPP key',
  '## Blue and green',
  '## Rolling back',
];

test('all commands in the code blocks of docs/operations.md are run here', () => {
  const run = SECTIONS.flatMap((section) => documentedCommands(OPERATIONS, section));
  expect(allDocumentedCommands(OPERATIONS).sort()).toEqual(run.sort());
});

test('going live and changing a variable work as documented', async () => {
  const [doctor, deploy, bind, ...others] = documentedCommands(OPERATIONS, '## Going live');
  expect({ doctor, deploy, others }).toEqual({
    doctor: expect.stringContaining('npm run doctor'),
    deploy: expect.stringContaining('npm run deploy'),
    others: [],
  });
  for (const finished of live) expect(finished).toMatchObject({ code: 0 });
  const number = rest.addNumber(NUMBER);
  expect(await run(bind, { 'EH…': `EH${'1'.repeat(32)}` })).toMatchObject({ code: 0 });
  const { domain_name, variables } = environmentOf(null);
  expect(number).toMatchObject({
    voice_url: expect.stringContaining(`https://${domain_name}/engage`),
    voice_fallback_url: `https://handler.twilio.com/twiml/EH${'1'.repeat(32)}`,
  });

  const values = () => Object.fromEntries(variables.map(({ key, value }) => [key, value]));
  const before = values();
  const [set, undo, list] = documentedCommands(OPERATIONS, '### Changing a variable at once');
  expect(await run(set)).toMatchObject({ code: 0 });
  expect(values()).toEqual({ ...before, VOICE_AGENT_PERCENT: '0', OPEN_NOW: 'closed' });
  expect(await run(undo)).toMatchObject({ code: 0 });
  expect(values()).toEqual(before);
  expect((await run(list)).out).toContain('AGENT_DESTINATION');
});

test('rolling back as documented puts an earlier build back into service', async () => {
  const commands = documentedCommands(OPERATIONS, '## Rolling back');
  expect(commands).toHaveLength(2);
  const environment = environmentOf(null);
  const [service] = rest.services;
  const earlier = service && activeBuild(service, environment);
  if (!earlier) throw new Error('no build is in service');
  const newer = { ...earlier, sid: newSid('ZB') };
  service.builds.push(newer);
  environment.build_sid = newer.sid;

  const { out } = await run(commands[0]);
  expect(out).toContain(earlier.sid);
  expect(out).toContain(newer.sid);
  await run(commands[1], { 'ZB…': earlier.sid });
  expect(environment.build_sid).toBe(earlier.sid);
});

test('rotating the ASAPP key as documented loses no call, not even one that is under way', async () => {
  const commands = documentedCommands(OPERATIONS, '### The ASAPP key');
  expect(commands).toHaveLength(3);
  const environment = environmentOf(null);
  useLocalAsapp(environment);
  const { domain_name } = environment;
  rest.addNumber(NUMBER, { voice_url: `https://${domain_name}/engage` });
  let current = await cloudOf(null);

  const rotate = async () => {
    asapp.keys.set('new-id', 'new-secret');
    writeProduction({
      ...asapp.env,
      ASAPP_API_ID: 'new-id',
      ASAPP_API_SECRET: 'new-secret',
    });
    const [doctor, set] = [await run(commands[0]), await run(commands[1])];
    expect(doctor.out).toContain('✓ ASAPP accepts the key for GenerativeAgent on Twilio');
    expect({ doctor: doctor.code, set: set.code }).toEqual({ doctor: 0, set: 0 });
    expect(doctor.out + set.out).not.toContain('new-secret');
    current = await cloudOf(null);
  };
  const network = phoneNetwork({ [domain_name]: () => current }, during('/call-complete', rotate));
  expect((await callNumber(network.twilio)).end).toBe('with-person');
  expect(environment.variables).toContainEqual(
    expect.objectContaining({ key: 'ASAPP_API_ID', value: 'new-id' }),
  );

  asapp.keys.delete(asapp.env.ASAPP_API_ID);
  const report = await callNumber(network.twilio);
  expect(report.end).toBe('with-person');
  expect(report.events.some(({ to }) => to === 'asapp')).toBe(true);
  const date_created = new Date().toISOString();
  for (const message of current.log) {
    const sids = { sid: newSid('NO'), function_sid: newSid('ZH'), request_sid: newSid('RQ') };
    environment.logs.unshift({ ...sids, level: 'info', message, date_created });
  }
  const logs = await run(commands[2]);
  expect(logs.out).toContain('hand-off');
  expect(logs.out).not.toContain('agent-unreachable');
});

test('moving a number to another environment as documented leaves calls under way where they began', async () => {
  const commands = documentedCommands(OPERATIONS, '## Blue and green');
  const [deploy, bindTest, bind, undo, ...others] = commands;
  expect({ deploy, undo, others }).toEqual({
    deploy: expect.stringContaining('npm run deploy'),
    undo: expect.stringContaining('--undo'),
    others: [],
  });
  rest.addNumber('+15551230000');
  const blue = environmentOf(null).domain_name;
  const number = rest.addNumber(NUMBER, {
    voice_url: `https://${blue}/engage`,
    voice_fallback_url: `https://${blue}/fallback`,
  });
  const before = { ...number };
  expect(await run(deploy)).toMatchObject({ code: 0 });
  expect(await run(bindTest)).toMatchObject({ code: 0 });
  const green = environmentOf('green').domain_name;
  for (const suffix of [null, 'green']) useLocalAsapp(environmentOf(suffix));
  const clouds = { [blue]: await cloudOf(null), [green]: await cloudOf('green') };
  const services = Object.fromEntries(
    Object.entries(clouds).map(([host, cloud]) => [host, () => cloud]),
  );

  const move = async () => expect(await run(bind)).toMatchObject({ code: 0 });
  const first = phoneNetwork(services, during('/call-complete', move));
  expect((await callNumber(first.twilio)).end).toBe('with-person');
  expect(number.voice_url).toContain(`https://${green}/engage`);
  expect(hostsOf(first.requested)).toEqual([blue]);
  expect(first.requested).toContain(`${blue}/hand-off`);

  const moveBack = async () => expect(await run(undo)).toMatchObject({ code: 0 });
  const second = phoneNetwork(services, during('/call-complete', moveBack));
  expect((await callNumber(second.twilio)).end).toBe('with-person');
  expect(hostsOf(second.requested)).toEqual([green]);
  expect(number).toEqual(before);

  const third = phoneNetwork(services);
  expect((await callNumber(third.twilio)).end).toBe('with-person');
  expect(hostsOf(third.requested)).toEqual([blue]);
});

const hostsOf = (requested: readonly string[]) => [
  ...new Set(requested.map((one) => one.split('/')[0] ?? '')),
];

/** The deployed variables, with the agent on this machine in place of the real one. */
function useLocalAsapp({ variables }: ServerlessEnvironment): void {
  const here: Record<string, string> = { ...asapp.env, VOICE_AGENT: 'asapp' };
  for (const variable of variables) variable.value = here[variable.key] ?? variable.value;
}
