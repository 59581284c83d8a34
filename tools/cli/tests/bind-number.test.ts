import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { PhoneNumber } from '../../simulator/rest/numbers';
import { Refusal } from '../../simulator/rest/refusal';
import { type LocalTwilioRest, startTwilioRest } from '../../simulator/rest/start';
import { type Finished, runCommand, temporaryFolder, variablesFor } from './run-command';

const NUMBER = '+15551230000';
const RETRIES = '#rc=2&rp=ct,4xx,5xx';
const DOMAIN = 'voice-agent-1234.twil.io';

let rest: LocalTwilioRest;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(async () => {
  rest = await startTwilioRest();
  folder = temporaryFolder();
});
afterEach(async () => {
  folder.remove();
  await rest.close();
});

function bind(...args: string[]): Promise<Finished> {
  return runCommand('bind-number', args, { cwd: folder.path, env: variablesFor(rest) });
}

const copy = (number: PhoneNumber): PhoneNumber => ({ ...number });

test('--list shows each number and who takes its calls', async () => {
  const application = rest.addApplication();
  rest.addNumber(NUMBER, { voice_url: 'https://old.example/voice' });
  rest.addNumber('+15551230001', { voice_application_sid: application.sid });
  const { code, out } = await bind('--list');
  expect(code).toBe(0);
  expect(out).toContain(`${NUMBER}  https://old.example/voice   no fallback`);
  expect(out).toContain(`+15551230001  TwiML application ${application.sid}`);
});

test('a number is bound in one update, and --undo leaves it exactly as it was', async () => {
  const application = rest.addApplication();
  const number = rest.addNumber(NUMBER, {
    voice_url: 'https://old.example/voice',
    voice_method: 'GET',
    voice_fallback_url: 'https://old.example/fallback',
    status_callback: 'https://old.example/status',
    voice_application_sid: application.sid,
  });
  const before = copy(number);

  const bound = await bind(NUMBER, '--domain', DOMAIN, '--yes');
  expect(bound).toMatchObject({ code: 0, err: '' });
  expect(number).toMatchObject({
    voice_url: `https://${DOMAIN}/engage${RETRIES}`,
    voice_method: 'POST',
    voice_fallback_url: `https://${DOMAIN}/fallback${RETRIES}`,
    status_callback: 'https://old.example/status',
    voice_application_sid: '',
  });
  expect(rest.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  expect(bound.out).toContain('Twilio ignores the URLs');

  const undone = await bind(NUMBER, '--undo', '--yes');
  expect(undone).toMatchObject({ code: 0, err: '' });
  expect(number).toEqual(before);
  expect(JSON.parse(readFileSync(join(folder.path, '.number-bindings.json'), 'utf8'))).toEqual([]);
});

test('an unbound number with a trunk becomes unbound with that trunk again', async () => {
  const number = rest.addNumber(NUMBER, { trunk_sid: `TK${'2'.repeat(32)}` });
  const before = copy(number);
  await bind(NUMBER, '--domain', DOMAIN, '--yes');
  expect(number.trunk_sid).toBe('');
  await bind(NUMBER, '--undo', '--yes');
  expect(number).toEqual(before);
});

test('two changes are undone one after the other', async () => {
  const number = rest.addNumber(NUMBER);
  const before = copy(number);
  await bind(NUMBER, '--domain', DOMAIN, '--yes');
  const between = copy(number);
  await bind(NUMBER, '--domain', DOMAIN, '--line', 'sales', '--yes');
  expect(number.voice_url).toBe(`https://${DOMAIN}/engage?line=sales${RETRIES}`);
  await bind(NUMBER, '--undo', '--yes');
  expect(number).toEqual(between);
  await bind(NUMBER, '--undo', '--yes');
  expect(number).toEqual(before);
  await expect(bind(NUMBER, '--undo', '--yes')).resolves.toMatchObject({
    code: 1,
    err: expect.stringContaining('No change of +15551230000 has been made from this folder'),
  });
});

test('a flow gets the calls and their ends; a fallback may lie outside the service', async () => {
  const number = rest.addNumber(NUMBER);
  const flowSid = rest.addFlow().sid;
  const { code } = await bind(
    ...[
      NUMBER,
      '--flow',
      flowSid,
      '--fallback-url',
      'https://handler.twilio.com/twiml/EH1',
      '--yes',
    ],
  );
  const flowUrl = `https://webhooks.twilio.com/v1/Accounts/${rest.account.sid}/Flows/${flowSid}`;
  expect(code).toBe(0);
  expect(number).toMatchObject({
    voice_url: flowUrl,
    voice_fallback_url: 'https://handler.twilio.com/twiml/EH1',
    status_callback: flowUrl,
  });
  await bind(NUMBER, '--domain', DOMAIN, '--yes');
  expect(number.status_callback).toBe('');
});

test('a flow that has never been published takes no number', async () => {
  rest.addNumber(NUMBER);
  const draft = rest.addFlow({ status: 'draft' }).sid;
  const { code, err } = await bind(NUMBER, '--flow', draft, '--domain', DOMAIN, '--yes');
  expect(code).toBe(1);
  expect(err).toContain('no published revision');
});

test('where the old values cannot be kept, nothing is changed', async () => {
  const number = rest.addNumber(NUMBER);
  const before = copy(number);
  symlinkSync(join(folder.path, 'nowhere', 'file'), join(folder.path, '.number-bindings.json'));
  const { code, err } = await bind(NUMBER, '--domain', DOMAIN, '--yes');
  expect(err).toContain('.number-bindings.json cannot be written');
  expect(code).toBe(1);
  expect(number).toEqual(before);
});

test('a change that Twilio refuses leaves nothing to undo', async () => {
  const number = rest.addNumber(NUMBER);
  const before = copy(number);
  const fallback = ['--fallback-url', 'https://a.example/a b'];
  const refused = await bind(NUMBER, '--domain', DOMAIN, ...fallback, '--yes');
  expect(refused.err).toContain('Twilio did not change the number');
  const undone = await bind(NUMBER, '--undo', '--yes');
  expect(undone.err).toContain('No change of +15551230000 has been made from this folder');
  expect(number).toEqual(before);
});

test('without --yes and without a terminal nothing is changed', async () => {
  const number = rest.addNumber(NUMBER);
  const before = copy(number);
  const { code, out, err } = await bind(NUMBER, '--domain', DOMAIN);
  expect(code).toBe(2);
  expect(out).toContain(`then https://${DOMAIN}/engage`);
  expect(err).toContain('--yes');
  expect(number).toEqual(before);
});

test('a number of which the wanted one is only a part is left alone', async () => {
  rest.addNumber(`${NUMBER}9`);
  const { code, err } = await bind(NUMBER, '--domain', DOMAIN, '--yes');
  expect(code).toBe(1);
  expect(err).toContain(`The number ${NUMBER} is not in the account`);
});

test('a service that is not deployed, and not named, is said to be missing', async () => {
  rest.addNumber(NUMBER);
  const { code, err } = await bind(NUMBER, '--yes');
  expect(code).toBe(1);
  expect(err).toContain('npm run deploy');
});

test('--json prints one document, for success and for failure', async () => {
  rest.addNumber(NUMBER);
  const bound = await bind(NUMBER, '--domain', DOMAIN, '--yes', '--json');
  expect(JSON.parse(bound.out)).toMatchObject({
    phoneNumber: NUMBER,
    applied: true,
    changes: expect.arrayContaining([
      { field: 'voiceUrl', from: '', to: `https://${DOMAIN}/engage${RETRIES}` },
    ]),
  });
  const failed = await bind('+15550009999', '--json');
  expect(JSON.parse(failed.out)).toMatchObject({ error: { code: 'unknown-number' } });
});

test('what Twilio refuses is explained, with the mend', async () => {
  rest.refuseNext(new Refusal(403, 70051, 'Denied'));
  const { code, err } = await bind('--list');
  expect(code).toBe(1);
  expect(err).toContain('Twilio did not list the numbers (error 70051: Denied).');
  expect(err).toContain('Give the key the permission');
});

test('without credentials, and with a stand-in that is not local, nothing is asked', async () => {
  const { url } = rest;
  const none = await runCommand('bind-number', ['--list'], {
    cwd: folder.path,
    env: { TWILIO_API_BASE: url },
  });
  expect(none).toMatchObject({ code: 1, err: expect.stringContaining('ACCOUNT_SID') });
  const elsewhere = await runCommand('bind-number', ['--list'], {
    cwd: folder.path,
    env: { ...variablesFor(rest), TWILIO_API_BASE: 'https://twilio.example' },
  });
  expect(elsewhere).toMatchObject({ code: 1, err: expect.stringContaining('TWILIO_API_BASE') });
  expect(rest.requests).toEqual([]);
});

test('an unknown option is named, and --help says what there is', async () => {
  await expect(bind('--lsit')).resolves.toMatchObject({
    code: 2,
    err: expect.stringContaining("Unknown option '--lsit'"),
  });
  const { code, out } = await bind('--help');
  expect(code).toBe(0);
  expect(out).toContain('--fallback-url URL');
});
