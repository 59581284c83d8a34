import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Clone, cloneProject } from './clone';
import { runCommand } from './run-command';

jest.setTimeout(60_000);

let clone: Clone;

beforeEach(() => {
  clone = cloneProject();
});
afterEach(() => clone.remove());

const rehearse = (...args: string[]) => runCommand('rehearse-deploy', args, { cwd: clone.path });

test('the project as it is deploys, and takes whole calls', async () => {
  const { code, out } = await rehearse();
  expect(out).toContain('It would work in the cloud.');
  expect(code).toBe(0);
  expect(existsSync(join(clone.path, '.twiliodeployinfo'))).toBe(false);
});

async function expectProblem(text: string, mend: string, ...args: string[]): Promise<void> {
  const { code, out } = await rehearse('--json', ...args);
  expect(JSON.parse(out)).toEqual({
    deployable: false,
    problems: expect.arrayContaining([
      { text: expect.stringContaining(text), mend: expect.stringContaining(mend) },
    ]),
  });
  expect(code).toBe(1);
}

describe('a copy in which something works here and fails in the cloud', () => {
  test('a relative import that the build does not see, and so does not bundle', async () => {
    clone.edit(
      'functions/fallback.protected.ts',
      /$/,
      "\nconst file = './engage.protected';\nrequire(file);\n",
    );
    await expectProblem('/fallback cannot be loaded in the cloud: Cannot find module', 'bundle');
  });

  test('a relative import that was left in a bundle', async () => {
    await clone.build();
    clone.edit(
      'dist/functions/fallback.protected.js',
      /$/,
      '\nexports.late = () => require("./engage.protected.js");\n',
    );
    await expectProblem('/fallback loads ./engage.protected.js', 'bundles it', '--no-build');
  });

  test('a dependency that is used and not listed, though another one brings it along', async () => {
    clone.edit('package.json', /\n *"axios": "[\d.]+",/, '');
    await expectProblem('loads axios, which is not among the dependencies', 'List axios there');
  });

  test('a development dependency that is used when the function runs', async () => {
    clone.edit(
      'functions/fallback.protected.ts',
      /$/,
      "\nconst name = ['liquid', 'js'].join('');\nrequire(name);\n",
    );
    await expectProblem(
      "/fallback cannot be loaded in the cloud: Cannot find module 'liquidjs'",
      'list the package',
    );
  });

  test('a function that anybody could ask', async () => {
    clone.write('functions/open.ts', 'export const handler = () => undefined;\n');
    await expectProblem('/open is public: anybody could ask it', 'open.protected.ts');
  });

  test('a function that Twilio could not ask', async () => {
    clone.write('functions/shut.private.ts', 'export const handler = () => undefined;\n');
    await expectProblem('/shut is private: Twilio cannot ask it', 'shut.protected.ts');
  });

  test('a version of the runtime handler that Twilio’s build refuses', async () => {
    clone.edit(
      'package.json',
      '"@twilio/runtime-handler": "2.0.1"',
      '"@twilio/runtime-handler": "2.1.0"',
    );
    await expectProblem('@twilio/runtime-handler@2.1.0 cannot be installed', 'npm run doctor');
  });

  test('a range as version of the runtime handler', async () => {
    clone.edit(
      'package.json',
      '"@twilio/runtime-handler": "2.0.1"',
      '"@twilio/runtime-handler": "^2.0.1"',
    );
    await expectProblem('The toolkit did not deploy', 'npm run doctor');
  });

  test('a function without a handler', async () => {
    clone.edit('functions/engage.protected.ts', 'export const handler', 'export const answer');
    await expectProblem('/engage cannot be loaded in the cloud: it exports no handler', 'bundle');
  });

  test.each([
    ['functions that do not build', 'The functions cannot be built.', []],
    ['functions that were not built', 'No functions have been built.', ['--no-build']],
  ])('%s', async (_, message, args) => {
    clone.edit('functions/fallback.protected.ts', /$/, '\nconst x: = 1;\n');
    const { code, out, err } = await rehearse('--json', ...args);
    expect(JSON.parse(out)).toMatchObject({ error: { message } });
    expect(err).not.toContain('    at ');
    expect(code).toBe(1);
  });

  test('calls that only the fallback saves', async () => {
    clone.write(
      'functions/engage.protected.ts',
      'export const handler = (_: object, __: object, callback: (error: null, body: object) => void) => callback(null, { not: "TwiML" });\n',
    );
    await expectProblem('without having met the agent', 'npm run call');
  });
});
