import { readdirSync } from 'node:fs';
import manifest from '../../../package.json';
import { activeBuild, type LocalTwilioRest } from '../../simulator';
import { run } from '../deploy';
import { run as doctor } from '../doctor';
import { run as set } from '../set';
import { type Deploying, startDeploying, DEPLOYED_VARIABLES as VARIABLES } from './deploying';
import { type Finished, runCommand, spawnCommand } from './run-command';

jest.setTimeout(60_000);

let deploying: Deploying;
let first: Finished;
/** The service as the first deploy left it. */
let service: LocalTwilioRest['services'][number] | undefined;
/** Of the first deploy. */
let requests: LocalTwilioRest['requests'];

beforeAll(async () => {
  deploying = await startDeploying();
  first = await deploy({ OPEN_NOW: 'auto', GREETING: 'Hello.' });
  service = structuredClone(deploying.rest.services[0]);
  requests = [...deploying.rest.requests];
  // The later deploys are about variables and environments.
  deploying.clone.replaceFunctions();
});
afterAll(() => deploying.close());

/** Writes an env file that is sound except for these variables. */
function writeEnv(variables: Readonly<Record<string, string>>): void {
  deploying.clone.writeEnv({ ...VARIABLES, ...deploying.credentials, ...variables });
}

/** Runs `npm run deploy` with such an env file. */
function deploy(variables: Readonly<Record<string, string>>) {
  writeEnv(variables);
  return runCommand(run, [], deploying.surroundings);
}

test('npm run deploy deploys a sound project, finds it protected, and prints its URLs', () => {
  const { code, out, err } = first;
  const [environment] = service?.environments ?? [];
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`Deployed version ${manifest.version} to ${environment?.domain_name}`);
  expect(out).toContain(`https://${environment?.domain_name}/engage#rc=2&rp=ct,4xx,5xx`);
  expect(out).toContain(`https://${environment?.domain_name}/fallback#rc=2&rp=ct,4xx,5xx`);
  const build = service && environment && activeBuild(service, environment);
  const [, page] = /the same as a web page +https:\/\/[^/]+(\S+)/.exec(out) ?? [];
  expect(build?.versions).toContainEqual(expect.objectContaining({ kind: 'asset', path: page }));
  expect(environment).toMatchObject({ domain_suffix: 'dev' });
  expect(
    Object.fromEntries(environment?.variables.map(({ key, value }) => [key, value]) ?? []),
  ).toEqual({
    ASAPP_API_ID: 'key',
    ASAPP_API_SECRET: 'top-secret',
    OPEN_NOW: 'auto',
    GREETING: 'Hello.',
    ...VARIABLES,
  });
  const probed = requests.filter(({ host }) => host === environment?.domain_name);
  expect(probed).toMatchObject([{ method: 'POST', path: '/engage' }]);
});

test('deploy says which variables it sets back that were changed after the last deploy', async () => {
  expect(first.out).not.toContain('after the last deploy');
  writeEnv({});
  const words = ['OPEN_NOW=closed', 'GREETING=', 'LOG_LEVEL=debug', 'ASAPP_API_SECRET=other'];
  expect(await runCommand(set, [...words, '--yes'], deploying.surroundings)).toMatchObject({
    code: 0,
  });
  const variables = { OPEN_NOW: 'auto', GREETING: 'Hello.', CALLER_ID: '+15550001111' };
  const { code, out } = await deploy(variables);
  expect(code).toBe(0);
  expect(out).toContain(
    '! OPEN_NOW was changed to closed after the last deploy: this deploy sets it to auto.',
  );
  expect(out).toContain(
    '! GREETING was removed after the last deploy: this deploy sets it to Hello.',
  );
  expect(out).toContain('! ASAPP_API_SECRET was changed to (hidden) after the last deploy');
  expect(out).not.toMatch(/(LOG_LEVEL|CALLER_ID) was/);
  expect(out).not.toMatch(/top-secret|other\b/);
  const next = await runCommand(doctor, ['--deploying'], deploying.surroundings);
  expect(next).toMatchObject({ code: 0 });
  expect(next.out).not.toContain('after the last deploy');
});

test('a CI machine deploys production with its env file, an API key and secrets from the environment, and no file is left', async () => {
  const { rest, clone, surroundings, temporary } = deploying;
  const key = { sid: `SK${'1'.repeat(32)}`, secret: 'key-secret', readOnly: false };
  rest.account.keys.push(key);
  const live = { ...VARIABLES, ASAPP_API_ID: 'live', ASAPP_API_SECRET: '' };
  const lines = Object.entries(live).map(([name, value]) => `${name}=${value}\n`);
  clone.write('.env.production', lines.join(''));
  const args = ['--production', '--load-system-env', '--json'];
  const { code, out, err } = await spawnCommand('deploy', args, {
    cwd: clone.path,
    env: {
      ...surroundings.env,
      TWILIO_ACCOUNT_SID: rest.account.sid,
      TWILIO_API_KEY: key.sid,
      TWILIO_API_SECRET: key.secret,
      ASAPP_API_SECRET: "it's#1",
      TMPDIR: temporary,
    },
  });
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  expect(rest.services).toHaveLength(1);
  const production = rest.services[0]?.environments.find(({ domain_suffix }) => !domain_suffix);
  expect(JSON.parse(out)).toMatchObject({
    domainName: production?.domain_name,
    protection: 'protected',
  });
  const values = Object.fromEntries(
    production?.variables.map(({ key, value }) => [key, value]) ?? [],
  );
  expect(values).toEqual({ ...VARIABLES, ASAPP_API_ID: 'live', ASAPP_API_SECRET: "it's#1" });
  expect(out + err).not.toMatch(/key-secret|it's#1/);
  expect(readdirSync(temporary).filter((name) => name.startsWith('voice-agent-env'))).toEqual([]);
});

/** Runs a deploy that must stop before anything is changed in the account. */
async function deployInVain(variables: Readonly<Record<string, string>>): Promise<Finished> {
  const changes = () => deploying.rest.requests.filter(({ method }) => method !== 'GET');
  const before = changes().length;
  const finished = await deploy(variables);
  expect(finished.code).toBe(1);
  expect(changes().slice(before)).toEqual([]);
  return finished;
}

test('deploy stops if the doctor finds a problem', async () => {
  const { out, err } = await deployInVain({ ASAPP_API_HOST: 'http://localhost:4000' });
  expect(out).toContain('✗ ASAPP_API_HOST is http://localhost:4000, which is on this machine');
  expect(err).toContain('Nothing was deployed');
});

test('deploy stops without Twilio credentials', async () => {
  const { out } = await deployInVain({ ACCOUNT_SID: '', AUTH_TOKEN: '' });
  expect(out).toContain('✗ No Twilio credentials were found.');
});

test('deploy stops if a function is not protected', async () => {
  deploying.clone.write('functions/open.ts', 'export const handler = () => undefined;\n');
  const { out } = await deployInVain({});
  deploying.clone.remove('functions/open.ts');
  expect(out).toContain('✗ /open is public');
});
