import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type PhoneNumber, Refusal } from '../../simulator';
import { run } from '../bind-number';
import { accountAndFolder, type Finished, runCommand, variablesFor } from './run-command';

const NUMBER = '+15551230000';
const RETRIES = '#rc=2&rp=ct,4xx,5xx';
const DOMAIN = 'voice-agent-1234.twil.io';

const { rest, folder } = accountAndFolder();

function bind(...args: string[]): Promise<Finished> {
  return runCommand(run, args, { cwd: folder.path, env: variablesFor(rest) });
}

const copy = (number: PhoneNumber): PhoneNumber => ({ ...number });

test('bind-number --list shows each number and what it is bound to', async () => {
  const application = rest.addApplication();
  rest.addNumber(NUMBER, { voice_url: 'https://old.example/voice' });
  rest.addNumber('+15551230001', { voice_application_sid: application.sid });
  rest.addNumber('+15551230002');
  const { code, out } = await bind('--list');
  expect(code).toBe(0);
  expect(out).toContain(`${NUMBER}  https://old.example/voice   no fallback   no call records`);
  expect(out).toContain(`+15551230001  TwiML application ${application.sid}`);
  expect(out).toContain('+15551230002  nothing   no fallback');
});

test('bind-number binds a number in one update, and --undo restores exactly what it had', async () => {
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
  expect(bound.code).toBe(0);
  expect(bound.err).toContain('The status callback https://old.example/status stays');
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

test('bind-number sets the status callback that writes records, shows it, and --undo removes it', async () => {
  const number = rest.addNumber(NUMBER);
  const { out } = await bind(NUMBER, '--domain', DOMAIN, '--line', 'sales', '--yes');
  expect(number.status_callback).toBe(`https://${DOMAIN}/call-ended?line=sales${RETRIES}`);
  expect(out).toContain(`new  ${number.status_callback}`);
  expect((await bind('--list')).out).toMatch(/ {3}call records\n/);

  await bind(NUMBER, '--domain', 'other.example.com', '--yes');
  expect(number.status_callback).toBe(`https://other.example.com/call-ended${RETRIES}`);
  await bind(NUMBER, '--undo', '--yes');
  await bind(NUMBER, '--undo', '--yes');
  expect(number.status_callback).toBe('');
});

test('bind-number --undo gives a number its SIP trunk back', async () => {
  const number = rest.addNumber(NUMBER, { trunk_sid: `TK${'2'.repeat(32)}` });
  const before = copy(number);
  await bind(NUMBER, '--domain', DOMAIN, '--yes');
  expect(number.trunk_sid).toBeNull();
  await bind(NUMBER, '--undo', '--yes');
  expect(number).toEqual(before);
});

test('bind-number --undo undoes two changes one after the other', async () => {
  const number = rest.addNumber(NUMBER);
  const before = copy(number);
  await bind(NUMBER, '--domain', DOMAIN, '--yes');
  const between = copy(number);
  await bind(NUMBER, '--domain', DOMAIN, '--line', 'west-coast', '--yes');
  expect(number.voice_url).toBe(`https://${DOMAIN}/engage?line=west-coast${RETRIES}`);
  await bind(NUMBER, '--undo', '--yes');
  expect(number).toEqual(between);
  await bind(NUMBER, '--undo', '--yes');
  expect(number).toEqual(before);
  await expect(bind(NUMBER, '--undo', '--yes')).resolves.toMatchObject({
    code: 1,
    err: expect.stringContaining('No change of +15551230000 was made from this folder'),
  });
});

test('bind-number --flow sets a status callback that leads to the flow, and accepts a fallback URL outside the service', async () => {
  const number = rest.addNumber(NUMBER, { status_callback: 'https://old.example/status' });
  const flowSid = rest.addFlow().sid;
  const { code } = await bind(
    ...[
      NUMBER,
      '--flow',
      flowSid,
      '--fallback-url',
      'https://handler.twilio.com/twiml/EH1',
      '--domain',
      DOMAIN,
      '--yes',
    ],
  );
  const flowUrl = `https://webhooks.twilio.com/v1/Accounts/${rest.account.sid}/Flows/${flowSid}`;
  expect(code).toBe(0);
  expect(number).toMatchObject({
    voice_url: flowUrl,
    voice_fallback_url: 'https://handler.twilio.com/twiml/EH1',
    status_callback: `https://${DOMAIN}/call-ended?flowSid=${flowSid}${RETRIES}`,
  });
  number.status_callback = flowUrl;
  await bind(NUMBER, '--domain', DOMAIN, '--yes');
  expect(number.status_callback).toBe(`https://${DOMAIN}/call-ended${RETRIES}`);
});

test('bind-number refuses a flow that was never published', async () => {
  rest.addNumber(NUMBER);
  const draft = rest.addFlow({ status: 'draft' }).sid;
  const { code, err } = await bind(NUMBER, '--flow', draft, '--domain', DOMAIN, '--yes');
  expect(code).toBe(1);
  expect(err).toContain('no published revision');
});

test('bind-number changes nothing if it cannot keep the old values', async () => {
  const number = rest.addNumber(NUMBER);
  const before = copy(number);
  symlinkSync(join(folder.path, 'nowhere', 'file'), join(folder.path, '.number-bindings.json'));
  const { code, err } = await bind(NUMBER, '--domain', DOMAIN, '--yes');
  expect(err).toContain('.number-bindings.json cannot be written');
  expect(code).toBe(1);
  expect(number).toEqual(before);
});

test('bind-number keeps nothing to undo after a change that Twilio refused', async () => {
  const number = rest.addNumber(NUMBER);
  const before = copy(number);
  const fallback = ['--fallback-url', 'https://a.example/a b'];
  const refused = await bind(NUMBER, '--domain', DOMAIN, ...fallback, '--yes');
  expect(refused.err).toContain('Twilio did not change the number');
  const undone = await bind(NUMBER, '--undo', '--yes');
  expect(undone.err).toContain('No change of +15551230000 was made from this folder');
  expect(number).toEqual(before);
});

test('bind-number without --yes and without a terminal changes nothing', async () => {
  const number = rest.addNumber(NUMBER);
  const before = copy(number);
  const { code, out, err } = await bind(NUMBER, '--domain', DOMAIN);
  expect(code).toBe(2);
  expect(out).toContain(`new  https://${DOMAIN}/engage`);
  expect(err).toContain('--yes');
  expect(number).toEqual(before);
});

test.each([
  ['y', `https://${DOMAIN}/engage${RETRIES}`, 'Done.'],
  ['', null, 'Nothing was changed.'],
])('bind-number asks, and takes %j as its answer', async (answer, voiceUrl, words) => {
  const number = rest.addNumber(NUMBER);
  const surroundings = { cwd: folder.path, env: variablesFor(rest), typed: `${answer}\n` };
  const { code, out, err } = await runCommand(run, [NUMBER, '--domain', DOMAIN], surroundings);
  expect(err).toContain('Change it? [y/N] ');
  expect(out).toContain(words);
  expect(number.voice_url).toBe(voiceUrl);
  expect(code).toBe(0);
});

test('bind-number leaves a number alone that only contains the wanted one', async () => {
  rest.addNumber(`${NUMBER}9`);
  const { code, err } = await bind(NUMBER, '--domain', DOMAIN, '--yes');
  expect(code).toBe(1);
  expect(err).toContain(`The number ${NUMBER} is not in the account`);
});

test('bind-number says how to deploy a service that it cannot find', async () => {
  rest.addNumber(NUMBER);
  const { code, err } = await bind(NUMBER, '--yes');
  expect(code).toBe(1);
  expect(err).toContain('npm run deploy');
});

test('bind-number --json prints one JSON document, for success and for failure', async () => {
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

test('bind-number explains a refusal by Twilio, with a fix', async () => {
  rest.refuseNext(new Refusal(403, 70051, 'Denied'));
  const { code, err } = await bind('--list');
  expect(code).toBe(1);
  expect(err).toContain('Twilio did not list the numbers (error 70051: Denied).');
  expect(err).toContain('Give the key the permission');
});

test('bind-number makes no request without credentials, or to a TWILIO_API_BASE that is not local', async () => {
  const { url } = rest;
  const none = await runCommand(run, ['--list'], {
    cwd: folder.path,
    env: { TWILIO_API_BASE: url },
  });
  expect(none).toMatchObject({ code: 1, err: expect.stringContaining('ACCOUNT_SID') });
  const elsewhere = await runCommand(run, ['--list'], {
    cwd: folder.path,
    env: { ...variablesFor(rest), TWILIO_API_BASE: 'https://twilio.example' },
  });
  expect(elsewhere).toMatchObject({ code: 1, err: expect.stringContaining('TWILIO_API_BASE') });
  expect(rest.requests).toEqual([]);
});

test('bind-number names an unknown option, and --help lists the known ones', async () => {
  await expect(bind('--lsit')).resolves.toMatchObject({
    code: 2,
    err: expect.stringContaining("Unknown option '--lsit'"),
  });
  const { code, out } = await bind('--help');
  expect(code).toBe(0);
  expect(out).toContain('--fallback-url URL');
});

test('bind-number keeps what to undo if the answer to the change was lost', async () => {
  const number = rest.addNumber(NUMBER, { voice_url: 'https://old.example/voice' });
  const before = copy(number);
  rest.alterAnswers((text, { method }) => (method === 'POST' ? 'Bad gateway' : text));
  const { code, err } = await bind(NUMBER, '--domain', DOMAIN, '--yes');
  expect(err).toContain('It may have been done all the same');
  expect(code).toBe(1);
  rest.alterAnswers(undefined);
  await expect(bind(NUMBER, '--undo', '--yes')).resolves.toMatchObject({ code: 0 });
  expect(number).toEqual(before);
});

test.each(['west-coast', 'Line_2'])(
  'bind-number accepts --line %s, as /engage does',
  async (line) => {
    const number = rest.addNumber(NUMBER);
    const { code } = await bind(NUMBER, '--domain', DOMAIN, '--line', line, '--yes');
    expect(number.voice_url).toBe(`https://${DOMAIN}/engage?line=${line}${RETRIES}`);
    expect(code).toBe(0);
  },
);

test.each(['a b', 'accept', 'x'.repeat(41)])('bind-number refuses --line "%s"', async (line) => {
  rest.addNumber(NUMBER);
  const { code, err } = await bind(NUMBER, '--domain', DOMAIN, '--line', line, '--yes');
  expect(err).toContain(`--line ${line} is not a line: line must be 1 to 40 letters`);
  expect(code).toBe(2);
});
