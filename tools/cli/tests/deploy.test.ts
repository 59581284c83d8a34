import { readdirSync } from 'node:fs';
import manifest from '../../../package.json';
import { activeBuild, type LocalTwilioRest } from '../../simulator';
import { run } from '../deploy';
import { run as set } from '../set';
import type { Clone } from './clone';
import { type Deploying, startDeploying, DEPLOYED_VARIABLES as VARIABLES } from './deploying';
import { runCommand, spawnCommand } from './run-command';

jest.setTimeout(60_000);

let deploying: Deploying;
let rest: LocalTwilioRest;
let clone: Clone;

beforeEach(async () => {
  deploying = await startDeploying();
  ({ rest, clone } = deploying);
});
afterEach(() => deploying.close());

const deploy = (...args: string[]) => runCommand(run, args, deploying.surroundings);

test('npm run deploy deploys a sound project, finds it protected, and prints its URLs', async () => {
  clone.writeEnv({ ...VARIABLES, ...deploying.credentials });
  const { code, out, err } = await deploy();
  const environment = rest.services[0]?.environments[0];
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`Deployed version ${manifest.version} to ${environment?.domain_name}`);
  expect(out).toContain(`https://${environment?.domain_name}/engage#rc=2&rp=ct,4xx,5xx`);
  expect(out).toContain(`https://${environment?.domain_name}/fallback#rc=2&rp=ct,4xx,5xx`);
  const [service] = rest.services;
  const build = service && environment && activeBuild(service, environment);
  const [, page] = /the same as a web page +https:\/\/[^/]+(\S+)/.exec(out) ?? [];
  expect(build?.versions).toContainEqual(expect.objectContaining({ kind: 'asset', path: page }));
  expect(environment).toMatchObject({ domain_suffix: 'dev' });
  expect(
    Object.fromEntries(environment?.variables.map(({ key, value }) => [key, value]) ?? []),
  ).toEqual({
    ASAPP_API_ID: 'key',
    ASAPP_API_SECRET: 'top-secret',
    ...VARIABLES,
  });
  const probed = rest.requests.filter(({ host }) => host === environment?.domain_name);
  expect(probed).toMatchObject([{ method: 'POST', path: '/engage' }]);
});

test('deploy --production uses the env file of production, and deploys to the same service', async () => {
  clone.writeEnv({ ...VARIABLES, ...deploying.credentials });
  clone.write(
    '.env.production',
    Object.entries({
      ASAPP_API_ID: 'live',
      ASAPP_API_SECRET: 's',
      ...VARIABLES,
      ...deploying.credentials,
    })
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  await expect(deploy()).resolves.toMatchObject({ code: 0 });
  const { code, out } = await deploy('--production', '--json');
  expect(code).toBe(0);
  expect(rest.services).toHaveLength(1);
  const production = rest.services[0]?.environments.find(({ domain_suffix }) => !domain_suffix);
  expect(JSON.parse(out)).toMatchObject({
    domainName: production?.domain_name,
    protection: 'protected',
  });
  expect(production?.variables).toContainEqual(
    expect.objectContaining({ key: 'ASAPP_API_ID', value: 'live' }),
  );
});

test('deploy says which variables it sets back that were changed after the last deploy', async () => {
  clone.writeEnv({ ...VARIABLES, ...deploying.credentials, OPEN_NOW: 'auto', GREETING: 'Hello.' });
  const first = await deploy();
  expect(first.code).toBe(0);
  expect(first.out).not.toContain('after the last deploy');
  const words = ['OPEN_NOW=closed', 'GREETING=', 'LOG_LEVEL=debug', 'ASAPP_API_SECRET=other'];
  expect(await runCommand(set, [...words, '--yes'], deploying.surroundings)).toMatchObject({
    code: 0,
  });
  clone.writeEnv({
    ...VARIABLES,
    ...deploying.credentials,
    OPEN_NOW: 'auto',
    GREETING: 'Hello.',
    CALLER_ID: '+15550001111',
  });

  const { code, out } = await deploy();
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
  expect((await deploy()).out).not.toContain('after the last deploy');
});

test('a CI machine deploys with an API key and secrets from its environment, and no file is left', async () => {
  const key = { sid: `SK${'1'.repeat(32)}`, secret: 'key-secret', readOnly: false };
  rest.account.keys.push(key);
  clone.writeEnv({ ...VARIABLES, ASAPP_API_SECRET: '' });
  const { code, out, err } = await spawnCommand('deploy', ['--env', '.env', '--load-system-env'], {
    cwd: clone.path,
    env: {
      ...deploying.surroundings.env,
      TWILIO_ACCOUNT_SID: rest.account.sid,
      TWILIO_API_KEY: key.sid,
      TWILIO_API_SECRET: key.secret,
      ASAPP_API_SECRET: "it's#1",
      TMPDIR: deploying.temporary,
    },
  });
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  const [environment] = rest.services[0]?.environments ?? [];
  expect(environment?.variables).toContainEqual(
    expect.objectContaining({ key: 'ASAPP_API_SECRET', value: "it's#1" }),
  );
  expect(out + err).not.toMatch(/key-secret|it's#1/);
  expect(
    readdirSync(deploying.temporary).filter((name) => name.startsWith('voice-agent-env')),
  ).toEqual([]);
});

test('deploy stops if the doctor finds a problem', async () => {
  clone.writeEnv({
    ...VARIABLES,
    ...deploying.credentials,
    ASAPP_API_HOST: 'http://localhost:4000',
  });
  const { code, out, err } = await deploy();
  expect(code).toBe(1);
  expect(out).toContain('✗ ASAPP_API_HOST is http://localhost:4000, which is on this machine');
  expect(err).toContain('Nothing was deployed');
  expect(rest.services).toEqual([]);
});

test('deploy stops without Twilio credentials', async () => {
  clone.writeEnv(VARIABLES);
  const { code, out } = await deploy();
  expect(code).toBe(1);
  expect(out).toContain('✗ No Twilio credentials were found.');
});

test('deploy stops if a function is not protected', async () => {
  clone.writeEnv({ ...VARIABLES, ...deploying.credentials });
  clone.write('functions/open.ts', 'export const handler = () => undefined;\n');
  const { code, out } = await deploy();
  expect(code).toBe(1);
  expect(out).toContain('✗ /open is public');
  expect(
    rest.services.flatMap((service) =>
      service.environments.map((one) => activeBuild(service, one)),
    ),
  ).toEqual([]);
});
