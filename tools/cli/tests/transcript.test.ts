import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveTimeBack, hurry, takeTime } from '../../../tests/support/time';
import { type LocalAsapp, newSid, startLocalAsapp } from '../../simulator';
import { run } from '../transcript';
import { runCommand, temporaryFolder } from './run-command';

let asapp: LocalAsapp;
let callSid: string;
const folder = temporaryFolder();

beforeEach(async () => {
  asapp = await startLocalAsapp();
  callSid = newSid('CA');
  asapp.transcribed.arrive(callSid);
  asapp.transcribed.start(callSid, { customerId: '4711', agentId: 'ann' });
  asapp.transcribed.stop(callSid);
  asapp.transcribed.start(callSid, { customerId: '4711', agentId: 'bob' });
  const lines = Object.entries(asapp.env).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(folder.path, '.env'), lines.join('\n'));
});
afterEach(() => asapp.close());
afterAll(folder.remove);

const transcript = (...args: string[]) => runCommand(run, args, { cwd: folder.path });

test('npm run transcript prints the conversation in chronological order, with the speakers', async () => {
  const { code, out } = await transcript(callSid);

  expect(code).toBe(0);
  expect(out.split('\n').slice(0, 5)).toEqual([
    '12:00:00  customer 4711  Hello, I have a question about my bill.',
    '12:00:02  agent ann  Of course. Which one is it?',
    '12:00:04  customer 4711  The one of last month.',
    '12:00:06  agent ann  I see. It is paid.',
    '12:00:08  customer 4711  Hello, I have a question about my bill.',
  ]);
  expect(out).toContain('agent bob');
});

test('transcript --json prints the conversation as JSON', async () => {
  const { code, out } = await transcript(callSid, '--json');

  expect(code).toBe(0);
  const { utterances, ...rest } = JSON.parse(out);
  expect(rest).toEqual({ callSid });
  expect(utterances).toHaveLength(8);
  expect(utterances[1]).toEqual({
    at: '2025-01-10T12:00:02.000Z',
    role: 'agent',
    externalId: 'ann',
    text: 'Of course. Which one is it?',
  });
});

test('transcript explains that ASAPP does not know the call', async () => {
  const { code, err } = await transcript(newSid('CA'));

  expect(code).toBe(1);
  expect(err).toContain('HTTP 404 (404-01');
  expect(err).toContain('for 7 days');
});

test.each([
  [400, 'would be refused again'],
  [401, 'Check the key'],
  [403, 'not allowed'],
  [409, 'would be refused again'],
  [413, 'would be refused again'],
  [422, 'would be refused again'],
  [429, 'again in a minute'],
  [500, 'again in a minute'],
  [503, 'again in a minute'],
  ['hang', 'again in a minute'],
  ['html', 'the answer is not JSON'],
  [{ json: { items: [{ text: 'a' }] } }, 'unexpected answer at items.0'],
] as const)(
  'transcript exits with 1 and says what to do if ASAPP answers with %j',
  async (problem, words) => {
    asapp.fault('messages', problem);
    takeTime();

    const { code, out, err } = await hurry(transcript(callSid)).finally(giveTimeBack);

    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(words);
    expect(err).not.toContain(asapp.env.ASAPP_API_SECRET);
  },
);

test('transcript names the variables that are missing', async () => {
  writeFileSync(join(folder.path, '.env'), 'ASAPP_API_ID=local-id\n');

  const { code, err } = await transcript(callSid);

  expect(code).toBe(1);
  expect(err).toContain('ASAPP_API_HOST is missing; ASAPP_API_SECRET is missing');
});

test.each([[], ['CA123'], ['--json', 'nobody']])(
  'transcript refuses the arguments %j, which have no CallSid',
  async (...args) => {
    const { code, err } = await transcript(...args);

    expect(code).toBe(2);
    expect(err).toContain('CA followed by 32 hexadecimal digits');
  },
);
