import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../rehearsal/problem';
import { run } from '../rehearse-deploy';
import { type Clone, cloneProject } from './clone';
import { type Finished, runCommand } from './run-command';

jest.setTimeout(60_000);

const clones: Clone[] = [];
afterAll(() => {
  for (const clone of clones) clone.remove();
});

function newClone(from?: Clone): Clone {
  const clone = cloneProject(from?.path);
  clones.push(clone);
  return clone;
}

const rehearse = ({ path }: Clone, ...args: string[]) => runCommand(run, args, { cwd: path });

/** The problems that a rehearsal finds in a clone. */
async function problemsOf(clone: Clone, ...args: string[]): Promise<readonly Problem[]> {
  const { code, out } = await rehearse(clone, '--json', ...args);
  const { deployable, problems } = JSON.parse(out);
  expect({ code, deployable }).toEqual({ code: 1, deployable: false });
  return problems;
}

const problem = (text: string, fix: string) => ({
  text: expect.stringContaining(text),
  fix: expect.stringContaining(fix),
});

let sound: Clone;
let rehearsed: Finished;
beforeAll(async () => {
  sound = newClone();
  rehearsed = await rehearse(sound);
});

test('npm run rehearse-deploy deploys the project as it is, and places whole calls', () => {
  expect(rehearsed.out).toContain('It would work in the cloud.');
  expect(rehearsed.code).toBe(0);
  expect(existsSync(join(sound.path, '.twiliodeployinfo'))).toBe(false);
});

describe('one rehearsal of functions that work here and fail in the cloud reports', () => {
  let problems: readonly Problem[];
  const { TMPDIR = tmpdir() } = process.env;
  afterAll(() => {
    process.env.TMPDIR = TMPDIR;
  });
  beforeAll(async () => {
    const clone = newClone();
    // The temporary folder may be below a folder with packages that are not deployed, as it is here.
    process.env.TMPDIR = clone.path;
    const append = (file: string, text: string) => clone.edit(file, /$/, text);
    append(
      'functions/fallback.protected.ts',
      "\nconst file = './engage.protected';\nrequire(file);\n",
    );
    append(
      'functions/hand-off.protected.ts',
      "\nconst name = ['liquid', 'js'].join('');\nrequire(name);\n",
    );
    clone.edit('functions/engage.protected.ts', 'export const handler', 'export const answer');
    clone.edit('package.json', /\n *"axios": "[\d.]+",/, '');
    clone.write('functions/open.ts', 'export const handler = () => undefined;\n');
    clone.write('functions/shut.private.ts', 'export const handler = () => undefined;\n');
    await clone.build();
    append(
      'dist/functions/whisper.protected.js',
      '\nexports.late = () => require("./engage.protected.js");\n',
    );
    append('dist/functions/queue-wait.protected.js', '\nrequire("axios");\n');
    problems = await problemsOf(clone, '--no-build');
  });

  test.each([
    [
      'a relative import that the build did not see, and so did not bundle',
      '/fallback cannot be loaded in the cloud: Cannot find module',
      'bundle',
    ],
    ['a relative import left in a bundle', '/whisper loads ./engage.protected.js', 'bundles it'],
    [
      'a dependency that is not listed, though another one installs it',
      'loads axios, which is not among the dependencies',
      'Add axios there',
    ],
    [
      'a development dependency that is loaded at run time',
      "/hand-off cannot be loaded in the cloud: Cannot find module 'liquidjs'",
      'list the package',
    ],
    [
      'a function that anybody could call',
      '/open is public: anybody could call it',
      'open.protected.ts',
    ],
    [
      'a function that Twilio could not call',
      '/shut is private: Twilio cannot call it',
      'shut.protected.ts',
    ],
    [
      'a function without a handler',
      '/engage cannot be loaded in the cloud: it exports no handler',
      'bundle',
    ],
  ])('%s', (_, text, fix) => {
    expect(problems).toContainEqual(problem(text, fix));
  });
});

describe('rehearse-deploy reports', () => {
  let clone: Clone;
  beforeAll(() => {
    clone = newClone();
  });
  beforeEach(() => clone.replaceFunctions());
  afterEach(() => clone.restore());

  test.each([
    [
      'a version of the runtime handler that Twilio’s build refuses',
      '2.1.0',
      '@twilio/runtime-handler@2.1.0 cannot be installed',
    ],
    ['a version range for the runtime handler', '^2.0.1', 'The toolkit did not deploy'],
  ])('%s', async (_, version, text) => {
    const handler = '"@twilio/runtime-handler"';
    clone.edit('package.json', `${handler}: "2.0.1"`, `${handler}: "${version}"`);
    expect(await problemsOf(clone)).toEqual([problem(text, 'npm run doctor')]);
  });

  test.each([
    ['functions that cannot be built', 'The functions cannot be built.', []],
    ['functions that were not built', 'No functions have been built.', ['--no-build']],
  ])('%s', async (_, message, args) => {
    clone.remove('dist');
    clone.edit('functions/engage.protected.ts', /$/, '\nconst x: = 1;\n');
    const { code, out, err } = await rehearse(clone, '--json', ...args);
    expect(JSON.parse(out)).toMatchObject({ error: { message } });
    expect(err).not.toContain('    at ');
    expect(code).toBe(1);
  });
});

test('rehearse-deploy reports calls that only the fallback saves', async () => {
  const clone = newClone(sound);
  clone.write(
    'dist/functions/engage.protected.js',
    'exports.handler = (_, __, callback) => callback(null, { not: "TwiML" });\n',
  );
  expect(await problemsOf(clone, '--no-build')).toContainEqual(
    problem('without reaching the agent', 'npm run call'),
  );
});
