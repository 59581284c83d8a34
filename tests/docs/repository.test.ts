import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { LOAD_SYSTEM_ENV_OPTION, SETTINGS_OPTIONS } from '../../tools/cli/twilio/settings';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const matches = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, one = '']) => one);

const CI = read('.github/workflows/ci.yml');
const DEPLOY = read('.github/workflows/deploy.yml');
const { version, scripts, dependencies, engines } = JSON.parse(read('package.json'));

test('package.json, package-lock.json and the changelog have the same version', () => {
  const lock = JSON.parse(read('package-lock.json'));
  expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
  expect(matches(read('CHANGELOG.md'), /^## \[([^\]]+)\] - \d/gm)[0]).toBe(version);
});

test('the ci workflow runs .ci/run, on Node 20 and on the version that Twilio runs', () => {
  expect(matches(CI, /- run: (.+)/g)).toEqual(['.ci/run']);
  expect(() => accessSync(join(ROOT, '.ci/run'), constants.X_OK)).not.toThrow();
  const [, cloud] = /"runtime": "node(\d+)"/.exec(read('.twilioserverlessrc')) ?? [];
  expect(matches(CI, /node: \[(.+)\]/g)).toEqual([`20, ${cloud}`]);
  expect(engines.node).toBe('>=20');
  expect(read('.nvmrc').trim()).toBe(cloud);
});

test('the deploy workflow runs after the tests, with commands and options that exist', () => {
  expect(DEPLOY).toContain('uses: ./.github/workflows/ci.yml');
  expect(DEPLOY).toContain('needs: test');
  const [install, deploy, ...others] = matches(DEPLOY, /- run: (.+)/g);
  expect([install, others]).toEqual(['npm ci', []]);
  expect(scripts).toHaveProperty(matches(deploy ?? '', /^npm run ([a-z-]+)/g)[0] ?? '');
  const options = matches(deploy ?? '', / --([a-z-]+)/g);
  expect(options).toContain('production');
  expect(Object.keys({ ...SETTINGS_OPTIONS, ...LOAD_SYSTEM_ENV_OPTION })).toEqual(
    expect.arrayContaining(options),
  );
});

test('the deploy workflow sets variables that exist, and takes secrets only from secrets', () => {
  const pairs = matches(DEPLOY, /^ +([A-Z_]+: \$\{\{ \w+\.[A-Z_]+ \}\})$/gm);
  const names = pairs.map((pair) => pair.split(':')[0] ?? '');
  const known = [...Object.keys(parseEnv(read('.env.example'))), 'TWILIO_ACCOUNT_SID'];
  known.push('TWILIO_API_KEY', 'TWILIO_API_SECRET');
  expect(names).toContain('ASAPP_API_HOST');
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
  expect(pairs.filter((pair) => /SECRET:/.test(pair) && !pair.includes('secrets.'))).toEqual([]);
});

test('each action of the workflows is pinned to an exact version', () => {
  const actions = matches(CI + DEPLOY, /uses: ([^./].*)/g);
  expect(actions.length).toBeGreaterThan(2);
  for (const action of actions) expect(action).toMatch(/@v\d+\.\d+\.\d+$/);
});

test('Dependabot leaves @twilio/runtime-handler at the version that Twilio’s build accepts', () => {
  expect(dependencies['@twilio/runtime-handler']).toBe('2.0.1');
  expect(read('.github/dependabot.yml')).toContain('dependency-name: "@twilio/runtime-handler"');
});
