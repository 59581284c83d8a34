import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalTwilioRest, startTwilioRest } from '../../simulator';
import { run } from '../dial';
import { runCommand, temporaryFolder, variablesFor } from './run-command';

const TO = '+15559990000';
const FROM = '+15551230000';
const DOMAIN = 'voice-agent-1234.twil.io';

let rest: LocalTwilioRest;
const folder = temporaryFolder();

beforeEach(async () => {
  rest = await startTwilioRest({ blockedCountries: ['+44'] });
});
afterEach(() => rest.close());
afterAll(folder.remove);

const dial = (...args: string[]) =>
  runCommand(run, args, { cwd: folder.path, env: variablesFor(rest) });

test('npm run dial creates a call that connects whoever answers to the agent, with its parameters', async () => {
  rest.addNumber(FROM);
  const { code, out } = await dial(
    ...[TO, '--from', FROM, '--domain', DOMAIN, '--task', 'Reminder', '--customer-id', 'c-1'],
    ...['--param', 'appointment=Monday 9:00', '--param', 'note=a=b', '--detect-machine'],
  );
  expect(code).toBe(0);
  expect(rest.calls).toHaveLength(1);
  const { Url = '', ...parameters } = rest.calls[0]?.parameters ?? {};
  const url = new URL(String(Url));
  expect(url.origin + url.pathname).toBe(`https://${DOMAIN}/engage`);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    taskName: 'Reminder',
    customerId: 'c-1',
    appointment: 'Monday 9:00',
    note: 'a=b',
  });
  expect(url.hash).toBe('#rc=2&rp=ct,4xx,5xx');
  expect(parameters).toEqual({
    To: TO,
    From: FROM,
    FallbackUrl: `https://${DOMAIN}/fallback#rc=2&rp=ct,4xx,5xx`,
    StatusCallback: `https://${DOMAIN}/call-ended#rc=2&rp=ct,4xx,5xx`,
    MachineDetection: 'Enable',
  });
  expect(out).toContain(`npm run logs -- --call ${rest.calls[0]?.sid}`);
});

test('dial without --from calls from a number that is bound to the deployed service', async () => {
  const { domain_name } = rest.addEnvironment('voice-agent', 'dev');
  rest.addNumber('+15551230001');
  rest.addNumber(FROM, { voice_url: `https://${domain_name}/engage` });
  const { code, out } = await dial(TO, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ sid: rest.calls[0]?.sid, from: FROM, status: 'queued' });
});

test('dial without a number to call from says how to pass one', async () => {
  const { code, err } = await dial(TO, '--domain', DOMAIN);
  expect(code).toBe(1);
  expect(err).toContain('--from');
});

test.each([
  [['5559990000', '--from', FROM], 2, 'is not a phone number in E.164'],
  [['+447700900000', '--from', FROM], 1, 'Geo permissions'],
  [[TO, '--from', '+15550000000'], 1, 'npm run bind-number -- --list'],
  [
    [TO, '--from', FROM, '--param', 'engagement=2'],
    2,
    'engagement cannot be sent to the voice agent',
  ],
  [[TO, '--from', FROM, '--param', `note=${'x'.repeat(500)}`], 2, 'fewer than 500 characters'],
  [[TO, '--from', FROM, '--param', 'note'], 2, 'is not name=value'],
])('dial %j exits with %i and says why', async (args, code, words) => {
  rest.addNumber(FROM);
  const finished = await dial(...args, '--domain', DOMAIN);
  expect(finished.code).toBe(code);
  expect(finished.err).toContain(words);
  expect(rest.calls).toEqual([]);
});

test('npm run dial says that the call may have been placed if the answer is a proxy’s page', async () => {
  rest.addNumber(FROM);
  rest.alterAnswers((text, { method }) => (method === 'POST' ? '<html>Signed out</html>' : text));
  const { code, err } = await dial(TO, '--from', FROM, '--domain', DOMAIN);
  expect(rest.calls).toHaveLength(1);
  expect(err).toContain(`The answer to the request to call ${TO} from ${FROM} is not what Twilio`);
  expect(err).toContain('→ It may have been done all the same: check that in the Twilio Console');
  expect(err).not.toContain('SID');
  expect(code).toBe(1);
});

test('npm run dial --line calls from the caller ID of that line', async () => {
  rest.addNumber(FROM);
  writeFileSync(
    join(folder.path, '.env.lines'),
    `CALLER_ID=+15550000001\nCALLER_ID_WEST_COAST=${FROM}\n`,
  );
  const { code } = await dial(
    TO,
    '--domain',
    DOMAIN,
    '--line',
    'west-coast',
    '--env',
    '.env.lines',
  );
  expect(code).toBe(0);
  expect(rest.calls[0]).toMatchObject({ from: FROM });
});
