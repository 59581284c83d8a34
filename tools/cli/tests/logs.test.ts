import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import {
  type LocalTwilioRest,
  type LogEntry,
  newSid,
  type RestCall,
  type ServerlessEnvironment,
  startTwilioRest,
} from '../../simulator';
import { run } from '../logs';
import { commandLine, runCommand, temporaryFolder, variablesFor } from './run-command';

const CALL = `CA${'1'.repeat(32)}`;
const OTHER = `CA${'2'.repeat(32)}`;

let rest: LocalTwilioRest;
const folder = temporaryFolder();
let environment: ServerlessEnvironment;

beforeEach(async () => {
  rest = await startTwilioRest();
  environment = rest.addEnvironment('voice-agent', 'dev');
});
afterEach(() => rest.close());
afterAll(folder.remove);

const second = (number: number) => new Date(Date.UTC(2030, 0, 1, 12, 0, number));
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

function log(at: number | Date, message: object | string, level: LogEntry['level'] = 'info'): void {
  environment.logs.unshift({
    sid: newSid('NO'),
    function_sid: newSid('ZH'),
    request_sid: newSid('RQ'),
    level,
    message: typeof message === 'string' ? message : JSON.stringify(message),
    date_created: (typeof at === 'number' ? second(at) : at).toISOString(),
  });
}

const endedCall = (): RestCall => ({
  sid: CALL,
  parent_call_sid: null,
  account_sid: rest.account.sid,
  to: '+15551230000',
  from: '+15557654321',
  status: 'completed',
  direction: 'inbound',
  answered_by: null,
  duration: '60',
  date_created: null,
  start_time: null,
  end_time: null,
  parameters: {},
});

const logs = (...args: string[]) =>
  runCommand(run, args, { cwd: folder.path, env: variablesFor(rest) });

test('npm run logs prints the lines in chronological order, with the fields of each event', async () => {
  log(2, { level: 'info', event: 'call-complete', callSid: CALL, outcome: 'agent' });
  log(1, { level: 'info', event: 'engaged', callSid: CALL, engagement: 1, names: ['a', 'b'] });
  log(3, 'Cannot find module', 'error');
  const { code, out } = await logs('--once');
  expect(code).toBe(0);
  expect(out.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
    `12:00:01.000 info engaged engagement=1 names=["a","b"] ${CALL}`,
    `12:00:02.000 info call-complete outcome=agent ${CALL}`,
    '12:00:03.000 error Cannot find module',
    '',
  ]);
});

test('npm run logs keeps lines of the same second in the order in which they were written', async () => {
  for (const event of ['engaged', 'call-complete', 'hand-off', 'whispered']) {
    log(1, { level: 'info', event, callSid: CALL });
  }
  log(0, { level: 'info', event: 'late', callSid: OTHER });
  const { out } = await logs('--once');
  const events = out
    .trim()
    .split('\n')
    .map((line) => line.split(/ +/)[2]);
  expect(events).toEqual(['late', 'engaged', 'call-complete', 'hand-off', 'whispered']);
});

test('logs --call finds a call of four weeks ago', async () => {
  log(daysAgo(28), { level: 'info', event: 'engaged', callSid: CALL });
  expect((await logs('--once', '--call', CALL)).out).toContain('engaged');
});

test('logs --call finds an old call behind thousands of newer lines', async () => {
  log(daysAgo(20), { level: 'info', event: 'engaged', callSid: CALL });
  const [date_created, end_time] = [daysAgo(20).toUTCString(), daysAgo(20).toUTCString()];
  rest.calls.push({ ...endedCall(), date_created, end_time });
  for (let line = 0; line < 11_000; line++) log(daysAgo(2), 'another call');
  expect((await logs('--once', '--call', CALL)).out).toContain('engaged');
});

test('logs --call says how long Twilio keeps a log if it finds nothing', async () => {
  const { code, err } = await logs('--once', '--call', CALL);
  expect(err).toContain(`There are no lines for ${CALL}; Twilio keeps them for 30 days.`);
  expect(code).toBe(0);
});

test('logs --call shows one call as a timeline', async () => {
  log(1, { level: 'info', event: 'engaged', callSid: CALL });
  log(2, { level: 'info', event: 'engaged', callSid: OTHER });
  log(41, { level: 'info', event: 'call-complete', callSid: CALL, outcome: 'agent' });
  const { out } = await logs('--once', '--call', CALL);
  expect(out.trim().split('\n')).toHaveLength(2);
  expect(out).toContain('+0.000 s');
  expect(out).toContain('+40.000 s');
});

test("logs names the level of a line from another author as the service's own lines do", async () => {
  log(1, 'Memory is short', 'warning');
  const { out } = await logs('--once', '--json');
  expect(JSON.parse(out)).toMatchObject({ level: 'warn', event: 'Memory is short' });
});

test('logs --json prints one object per line', async () => {
  log(1, { level: 'warn', event: 'stream-error', callSid: CALL, code: '31921' });
  const { out } = await logs('--once', '--json');
  expect(JSON.parse(out)).toEqual({
    at: '2030-01-01T12:00:01.000Z',
    level: 'warn',
    event: 'stream-error',
    callSid: CALL,
    code: '31921',
  });
});

test('logs without --once prints later lines too, each only once, until it is stopped', async () => {
  log(1, { level: 'info', event: 'engaged', callSid: CALL });
  const child = spawn(process.execPath, commandLine('logs', ['--json']), {
    env: { ...process.env, ...variablesFor(rest) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const noted = once(child.stderr.setEncoding('utf8'), 'data');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const event = async () => JSON.parse((await lines.next()).value ?? '{}').event;
  await expect(event()).resolves.toBe('engaged');
  log(2, { level: 'info', event: 'call-complete', callSid: CALL });
  await expect(event()).resolves.toBe('call-complete');
  expect(String(await noted)).toMatch(/^The log of .+\. Press Ctrl-C to stop\.\n$/);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('npm run logs names the service that is not deployed', async () => {
  const { code, err } = await logs('--once', '--production');
  expect(code).toBe(1);
  expect(err).toContain('The production environment of the service voice-agent is not in');
});

test('logs refuses a malformed CallSid without a request to Twilio', async () => {
  await expect(logs('--call', '123')).resolves.toMatchObject({ code: 2 });
  expect(rest.requests).toEqual([]);
});
