import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import manifest from '../../../package.json';
import { type LocalTwilioRest, startTwilioRest } from '../../simulator';
import { run } from '../doctor';
import { nodeCheck } from '../doctor/dependencies';
import { readSettings } from '../twilio/settings';
import { type Clone, cloneProject } from './clone';
import { runCommand, spawnCommand, variablesFor } from './run-command';

/** As much of ASAPP as the doctor uses: its health, and the streaming URL for one key. */
let asapp: Server;
let asappHost: string;
let keyStatus: number;
let summaryStatus: number;
let rest: LocalTwilioRest;
let built: Clone;
let clone: Clone;

beforeAll(() => {
  built = cloneProject();
  // Of what was built, the doctor looks at the names and the dates.
  for (const file of readdirSync(join(built.path, 'functions'))) {
    built.write(join('dist/functions', file.replace(/ts$/, 'js')), '');
  }
  clone = cloneProject(built.path);
});
afterAll(() => {
  built.remove();
  clone.remove();
});

beforeEach(async () => {
  keyStatus = 200;
  summaryStatus = 200;
  // A new port for each test: what this process remembers of ASAPP, it remembers by its origin.
  asapp = createServer(({ url }, response) => {
    const isSummary = url?.startsWith('/autosummary/') === true;
    const status = url === '/v1/health' ? 200 : isSummary ? summaryStatus : keyStatus;
    response.writeHead(status, { 'content-type': 'application/json' });
    const streamingUrl = 'wss://asapp.example/mg-twilio-genagent/twilio-media/a.b.c';
    const problem = { error: { requestId: 'r-1', code: `${status}-01`, message: 'refused' } };
    response.end(
      JSON.stringify(status === 200 ? { healthCheck: 'SUCCESS', streamingUrl } : problem),
    );
  });
  await new Promise<void>((resolve) => {
    asapp.listen(0, '127.0.0.1', resolve);
  });
  // Safe: a server that listens on TCP has an address of this kind.
  asappHost = `http://127.0.0.1:${(asapp.address() as AddressInfo).port}`;
  rest = await startTwilioRest();
  clone.writeEnv({ ASAPP_API_HOST: asappHost, AGENT_DESTINATION: '+15551234567' });
});
afterEach(async () => {
  clone.restore();
  asapp.close();
  await rest.close();
});

const doctor = (...args: string[]) =>
  runCommand(run, args, { cwd: clone.path, env: variablesFor(rest) });

test('the doctor finds no problem in a sound project', async () => {
  const flow = rest.addFlow().sid;
  const workflow = { sid: `WW${'3'.repeat(32)}`, workspace_sid: `WS${'4'.repeat(32)}` };
  rest.workflows.push({ ...workflow, friendly_name: 'Support' });
  rest.addNumber('+15551230000');
  clone.writeEnv({
    ASAPP_API_HOST: asappHost,
    AGENT_DESTINATION: workflow.sid,
    AGENT_DESTINATION_SALES: `+15551234567 ${flow}`,
    VOICEMAIL_WORKFLOW: workflow.sid,
    CALLER_ID: '+15551230000',
  });
  const { code, out } = await doctor();
  expect(out).toContain('✓ ASAPP accepts the key for GenerativeAgent on Twilio');
  expect(out).toContain(`✓ AGENT_DESTINATION: ${workflow.sid} exists`);
  expect(out).toContain(`✓ VOICEMAIL_WORKFLOW: ${workflow.sid} exists`);
  expect(out).toContain(`✓ AGENT_DESTINATION_SALES: ${flow} exists`);
  expect(out).toContain('✓ CALLER_ID: +15551230000 can be used');
  expect(out).toContain(`Version ${manifest.version}\n`);
  expect(out).toContain('No problems found.');
  expect(out).not.toContain('✗');
  expect(code).toBe(0);
});

/** Expects the doctor to report the problem with its fix, and to exit with 1. */
async function expectProblem(text: string, fix: string, ...args: string[]): Promise<void> {
  const { code, out, err } = await doctor(...args);
  const found = out.split('\n').findIndex((line) => line.startsWith('✗') && line.includes(text));
  expect({ found: found >= 0, out, err }).toMatchObject({ found: true });
  expect(out.split('\n')[found + 1]).toContain(`→ ${fix}`);
  expect(code).toBe(1);
  expect(out + err).not.toContain('top-secret');
}

describe('the doctor reports', () => {
  test('a malformed host', async () => {
    clone.writeEnv({ ASAPP_API_HOST: 'https://api.asapp.com/v1' });
    await expectProblem('ASAPP_API_HOST must be a host name', 'Correct ASAPP_API_HOST in .env');
  });

  test('a host that nobody answers at', async () => {
    clone.writeEnv({ ASAPP_API_HOST: 'http://127.0.0.1:1' });
    await expectProblem('ECONNREFUSED', 'Check ASAPP_API_HOST');
  });

  test('a host on this machine, before a deploy', async () => {
    await expectProblem('Twilio cannot reach it', 'Set ASAPP_API_HOST in .env', '--deploying');
  });

  test('a webhook that would get call records in clear text', async () => {
    const open = { CALL_RECORD_URL: 'http://example.com/calls' };
    clone.writeEnv({ ASAPP_API_HOST: asappHost, ...open });
    await expectProblem('CALL_RECORD_URL must be an https:// URL', 'Correct CALL_RECORD_URL in');
  });

  test('a webhook for call records on this machine, before a deploy', async () => {
    const local = { CALL_RECORD_URL: 'http://127.0.0.1:4000/calls' };
    clone.writeEnv({ ASAPP_API_HOST: 'https://api.asapp.com', ...local });
    await expectProblem(
      'CALL_RECORD_URL is http://127.0.0.1',
      'Set CALL_RECORD_URL',
      '--deploying',
    );
  });

  test('a missing key', async () => {
    clone.writeEnv({ ASAPP_API_HOST: asappHost, ASAPP_API_SECRET: '' });
    await expectProblem('ASAPP_API_SECRET is missing', 'Set ASAPP_API_SECRET in .env');
  });

  test.each([
    [401, 'ASAPP does not know the key'],
    [403, 'ASAPP knows the key but has not enabled it'],
    [404, 'The host is not ASAPP’s API'],
  ])('a key that ASAPP refuses with %i', async (status, fix) => {
    keyStatus = status;
    await expectProblem(`HTTP ${status} (${status}-01, request r-1)`, fix);
  });

  test('a missing env file', async () => {
    await expectProblem(
      '.env.production does not exist',
      'Copy .env.example to .env.production',
      '--production',
    );
  });

  test('a version range for the runtime handler', async () => {
    clone.edit(
      'package.json',
      '"@twilio/runtime-handler": "2.0.1"',
      '"@twilio/runtime-handler": "^2.0.1"',
    );
    await expectProblem(
      'is ^2.0.1: the toolkit does not deploy a range',
      'Put "@twilio/runtime-handler": "2.0.1"',
    );
    await expectProblem('package-lock.json does not match', 'Run `npm install`');
  });

  test('a version of the runtime handler that Twilio refuses', async () => {
    clone.edit(
      'package.json',
      '"@twilio/runtime-handler": "2.0.1"',
      '"@twilio/runtime-handler": "2.1.0"',
    );
    await expectProblem('may refuse (error 20001)', 'Put "@twilio/runtime-handler": "2.0.1"');
  });

  test('a dependency of another version than the installed one', async () => {
    clone.edit('package.json', /"twilio": "6[\d.]+"/, '"twilio": "5.0.0"');
    await expectProblem('twilio 5.0.0 is not installed', 'Run `npm ci`');
  });

  test('a lock file with conflict markers', async () => {
    clone.edit('package-lock.json', /^/, '<<<<<<< HEAD\n');
    await expectProblem(
      'package-lock.json is missing or cannot be read',
      'Restore it from git',
      '--offline',
    );
  });

  test('an unreadable configuration of the toolkit', async () => {
    clone.edit('.twilioserverlessrc', /^/, ',');
    // The toolkit reads its configuration only once in a process.
    const { code, err } = await spawnCommand('doctor', ['--offline'], { cwd: clone.path });
    expect(err).toMatch(/^The toolkit's configuration cannot be read: JSON5: .*\n {2}→ Correct /);
    expect(code).toBe(1);
  });

  test('a flow that does not exist', async () => {
    const flow = `FW${'9'.repeat(32)}`;
    clone.writeEnv({ ASAPP_API_HOST: asappHost, SYSTEM_DESTINATION: `+15551234567 ${flow}` });
    await expectProblem(
      `SYSTEM_DESTINATION names ${flow}`,
      'Correct the SID in SYSTEM_DESTINATION',
    );
  });

  test('a workflow that does not exist', async () => {
    const workflow = `WW${'9'.repeat(32)}`;
    clone.writeEnv({ ASAPP_API_HOST: asappHost, AGENT_DESTINATION_SALES: workflow });
    await expectProblem(`AGENT_DESTINATION_SALES names ${workflow}`, 'Correct the SID');
  });

  test.each(['VOICEMAIL_WORKFLOW', 'CALLBACK_WORKFLOW_SALES'])(
    'a workflow in %s that does not exist',
    async (name) => {
      const workflow = `WW${'9'.repeat(32)}`;
      clone.writeEnv({ ASAPP_API_HOST: asappHost, [name]: workflow });
      await expectProblem(`${name} names ${workflow}`, `Correct the SID in ${name}`);
    },
  );

  test('two places for voicemails', async () => {
    clone.writeEnv({
      ASAPP_API_HOST: asappHost,
      VOICEMAIL_WORKFLOW: `WW${'9'.repeat(32)}`,
      VOICEMAIL_CALLBACK_URL: 'https://example.com/voicemail',
    });
    await expectProblem('VOICEMAIL_WORKFLOW has no effect', 'Correct VOICEMAIL_WORKFLOW');
  });

  test('a malformed destination', async () => {
    clone.writeEnv({ ASAPP_API_HOST: asappHost, AGENT_DESTINATION: '555-1234' });
    await expectProblem('AGENT_DESTINATION word 1 must be one of', 'Correct AGENT_DESTINATION');
  });

  test('an unbuilt tree', async () => {
    clone.remove('dist');
    await expectProblem('No functions have been built', 'Run `npm run build`');
  });

  test('a function that anybody could call', async () => {
    clone.write('functions/open.ts', '');
    clone.write('dist/functions/open.js', '');
    await expectProblem(
      '/open is public',
      'Rename functions/open.ts to functions/open.protected.ts',
    );
  });

  test('sources that are newer than what was built', async () => {
    clone.edit('functions/fallback.protected.ts', /^/, '// changed\n');
    await expectProblem('have changed since', 'Run `npm run build`');
  });

  test('a value that is too long for Twilio', async () => {
    clone.writeEnv({ ASAPP_API_HOST: asappHost, GREETING: 'ä'.repeat(300) });
    await expectProblem('GREETING has 600 bytes; Twilio allows 450', 'Shorten GREETING');
  });

  test('more variables than Twilio allows', async () => {
    const lines = Array.from({ length: 9 }, (_, line) => [
      `AGENT_DESTINATION_${line}`,
      '+15551234567 '.repeat(30),
    ]);
    clone.writeEnv({ ASAPP_API_HOST: asappHost, ...Object.fromEntries(lines) });
    await expectProblem('bytes in total; Twilio allows 3000', 'Remove or shorten some');
  });

  test('a custom DOMAIN_NAME, before a deploy', async () => {
    clone.writeEnv({ ASAPP_API_HOST: 'api.asapp.com', DOMAIN_NAME: 'example.ngrok.app' });
    await expectProblem('DOMAIN_NAME is set', 'Remove DOMAIN_NAME', '--deploying', '--offline');
  });

  test('wrong Twilio credentials', async () => {
    clone.writeEnv({
      ASAPP_API_HOST: asappHost,
      ACCOUNT_SID: rest.account.sid,
      AUTH_TOKEN: 'wrong',
    });
    await expectProblem('error 20003', 'Copy the Account SID and the Auth Token');
  });
});

test('the doctor warns about what works but looks wrong, and exits with 0', async () => {
  clone.writeEnv({ ASAPP_API_HOST: asappHost, AGENT_DESTINATOIN: '+15551234567' });
  const { code, out } = await doctor();
  expect(code).toBe(0);
  expect(out).toContain('! Nothing reads the variable AGENT_DESTINATOIN.');
  expect(out).toContain('! Neither AGENT_DESTINATION nor FALLBACK_DESTINATION is set');
});

test('the doctor says how many callers get the agent, and warns if nobody takes the others', async () => {
  const sound = { ASAPP_API_HOST: asappHost, VOICE_AGENT_PERCENT: '25' };
  clone.writeEnv({ ...sound, AGENT_DESTINATION: '+15551234567' });
  expect((await doctor('--offline')).out).toContain('✓ 25% of the callers get the agent');
  clone.writeEnv(sound);
  const { code, out } = await doctor('--offline');
  expect(out).toContain('! VOICE_AGENT_PERCENT has no effect without Studio');
  expect(code).toBe(0);
});

test('the doctor looks at the share of callers of each line', async () => {
  const sound = { ASAPP_API_HOST: asappHost, VOICE_AGENT_PERCENT_SALES: '25' };
  clone.writeEnv({ ...sound, GREETING_OTHERS: 'Hello.' });
  const { out } = await doctor('--offline');
  expect(out).toContain('! VOICE_AGENT_PERCENT has no effect without Studio on the line SALES');
  expect(out).not.toContain('OTHERS get');
  clone.writeEnv({ ...sound, AGENT_DESTINATION_SALES: '+15551234567' });
  const text = '✓ 25% of the callers on the line SALES get the agent';
  expect((await doctor('--offline')).out).toContain(text);
});

test('the doctor tells how many calls the account can have at once', async () => {
  clone.writeEnv({ ASAPP_API_HOST: asappHost, AGENT_DESTINATION: 'client:anna' });
  expect((await doctor()).out).toContain('✓ calls at once: limited to 2 or 3 (error 10004)');
  rest.account.type = 'Trial';
  const { code, out } = await doctor();
  rest.account.type = 'Full';
  expect(out).toContain('! This is a trial account: it has few calls at once');
  expect(code).toBe(0);
});

test('the doctor warns about a client as caller ID if a chain contains a phone number', async () => {
  const sound = { ASAPP_API_HOST: asappHost, CALLER_ID: 'client:desk' };
  clone.writeEnv({ ...sound, AGENT_DESTINATION: 'client:anna voicemail' });
  expect((await doctor('--offline')).out).not.toContain('CALLER_ID');
  clone.writeEnv({ ...sound, AGENT_DESTINATION: 'client:anna +15551234567' });
  const { code, out } = await doctor('--offline');
  expect(out).toContain('! CALLER_ID is a client, and AGENT_DESTINATION contains the phone number');
  expect(out).toContain('→ Set CALLER_ID to one of your numbers.');
  expect(out).not.toContain('leave it empty');
  expect(code).toBe(0);
});

describe('the doctor and callers from the Voice SDK or over SIP', () => {
  const variables = () => ({ ASAPP_API_HOST: asappHost, AGENT_DESTINATION: '+15551234567' });
  const NEEDED = '! CALLER_ID is not set, and AGENT_DESTINATION contains the phone number';

  test('it says nothing about them if there are none', async () => {
    clone.writeEnv({ ...variables(), GREETING_SALES: 'Hello.' });
    rest.addApplication({ voice_url: 'https://other.example/engage?line=sales' });
    expect((await doctor()).out).not.toMatch(/CALLER_ID|CLIENT_PARAMETERS/);
  });

  test('it asks for CALLER_ID if Voice SDK callers may pass parameters', async () => {
    clone.writeEnv({ ...variables(), CLIENT_PARAMETERS: 'plan' });
    const { code, out } = await doctor('--offline');
    expect(out).toContain(NEEDED);
    expect(out).toContain('→ Set CALLER_ID to one of your numbers.');
    expect(code).toBe(0);
    clone.writeEnv({ ...variables(), CLIENT_PARAMETERS: 'plan', CALLER_ID: '+15551230000' });
    expect((await doctor('--offline')).out).not.toContain('CALLER_ID');
  });

  test('it asks for CALLER_ID if a SIP domain or a TwiML app leads to the service', async () => {
    clone.writeEnv(variables());
    const { domain_name } = rest.addEnvironment('voice-agent', 'dev');
    const voice_url = `https://${domain_name}/engage`;
    rest.sipDomains.push({ sid: `SD${'1'.repeat(32)}`, friendly_name: 'PBX', voice_url });
    expect((await doctor()).out).toContain(NEEDED);
    rest.sipDomains.pop();
    expect((await doctor()).out).not.toContain('CALLER_ID');
    rest.addApplication({ voice_url });
    expect((await doctor()).out).toContain(NEEDED);
  });

  test('it checks the caller ID of each line', async () => {
    clone.writeEnv({ ...variables(), CALLER_ID_SALES: 'client:desk' });
    const { out } = await doctor('--offline');
    expect(out).toContain(
      '! CALLER_ID_SALES is a client, and AGENT_DESTINATION contains the phone',
    );
  });

  test('it names the parameters of a TwiML app that CLIENT_PARAMETERS lacks', async () => {
    clone.writeEnv({ ...variables(), CALLER_ID: '+15551234567', CLIENT_PARAMETERS: 'plan' });
    const { domain_name } = rest.addEnvironment('voice-agent', 'dev');
    const voice_url = `https://${domain_name}/engage?line=sales&plan=gold#rc=2`;
    rest.addApplication({ friendly_name: 'Web', voice_url });
    const { code, out } = await doctor();
    expect(out).toContain('! The TwiML app Web passes line to /engage, which ignores it');
    expect(out).toContain('→ Name line in CLIENT_PARAMETERS');
    expect(code).toBe(0);
  });

  test('it asks for the parameters of a Studio Flow that a TwiML app starts', async () => {
    clone.writeEnv({ ...variables(), CALLER_ID: '+15551234567' });
    const flow = rest.addFlow().revisions[0].webhook_url;
    rest.addApplication({ friendly_name: 'Web', voice_url: flow });
    const { out } = await doctor();
    expect(out).toContain('! The TwiML app Web starts a Studio Flow');
    expect(out).toContain('→ Name flowSid, engagement in CLIENT_PARAMETERS');
  });

  test.each([
    ['customerId', { GREETING_SALES: 'Hello.' }, 'line'],
    ['flowSid', {}, 'engagement'],
    ['engagement', {}, 'flowSid'],
  ])('it finds CLIENT_PARAMETERS=%s with %j incomplete', async (names, others, missing) => {
    clone.writeEnv({
      ...variables(),
      CALLER_ID: '+15551234567',
      CLIENT_PARAMETERS: names,
      ...others,
    });
    const { code, out } = await doctor('--offline');
    expect(out).toContain(`! CLIENT_PARAMETERS does not name ${missing}`);
    expect(code).toBe(0);
  });

  test('it skips what the API key may not list', async () => {
    rest.alterAnswers((text, { path }) => (/SIP|Applications/.test(path) ? '<html>' : text));
    const { code, out } = await doctor();
    expect(out).toContain('- skipped: TwiML apps and SIP domains');
    expect(code).toBe(0);
  });
});

test.each([
  ['TRANSCRIBE_TRACK_MAP', 'left=customer', 'must be inbound=customer'],
  ['TRANSCRIBE_DETAILED_TOKENS', 'true', 'can only be true with TRANSCRIBE_REDACTION'],
  ['TRANSCRIBE_HAND_OFF', 'yes', 'must be one of: true, false'],
  ['SIGNALWIRE_API_HOST', 'example.signalwire.com', 'SIGNALWIRE_PROJECT_ID is missing'],
  ['CONFERENCE_STREAM_TRACK', 'both', 'must be one of: inbound_track'],
  ['CLERK_INBOX_ID', 'AP1', 'CLERK_API_KEY is missing'],
  ['LOG_LEVEL', 'loud', 'must be one of: debug'],
  ['RING_SECONDS', '1', 'must be a whole number from 5'],
  ['OPENING_HOURS', 'mon-fri 08:00-18:00', 'TIME_ZONE is missing'],
  ['OPENING_HOURS_SALES', 'always', 'must be days and times such as mon-fri'],
  ['TIME_ZONE', 'Mars/Olympus', 'must be a time zone such as America/New_York'],
  ['CLOSED_DAYS', '2026-12-25', 'means nothing without OPENING_HOURS'],
  ['OPEN_NOW', 'shut', 'must be one of: auto, open, closed'],
  ['CLOSED_DESTINATION', 'nobody', 'word 1 must be one of'],
  ['VOICE_AGENT_PERCENT', '101', 'must be a whole number from 0 to 100'],
  ['HOLD_MUSIC_URL', 'http://example.com/music.mp3', 'must be an https:// URL'],
  ['VOICEMAIL_CALLBACK_URL', 'http://example.com/', 'must be an https:// URL'],
  ['SIP_USERNAME', 'twilio', 'SIP_PASSWORD is missing'],
  ['GOODBYE_SALES', 'x'.repeat(1001), 'must be at most 1000 characters long'],
])('the doctor reports %s=%s, as the service itself does', async (name, value, text) => {
  clone.writeEnv({ ASAPP_API_HOST: asappHost, [name]: value });
  await expectProblem(
    text,
    text.endsWith('missing') ? 'Set ' : `Correct ${name} in .env`,
    '--offline',
  );
});

test('the doctor wants the variables of ASAPP for another agent too, if hand-offs are transcribed', async () => {
  const agent = { ASAPP_API_SECRET: '', VOICE_AGENT: 'wss://agent.example.com/stream' };
  clone.writeEnv({ ...agent, AGENT_DESTINATION: '+15551234567' });
  expect((await doctor('--offline')).code).toBe(0);
  clone.writeEnv({ ...agent, TRANSCRIBE_HAND_OFF: 'true' });
  await expectProblem('ASAPP_API_SECRET is missing', 'Set ASAPP_API_SECRET in .env', '--offline');
});

test('the doctor tries the key for AutoTranscribe too, if hand-offs are transcribed', async () => {
  const variables = {
    ASAPP_API_HOST: asappHost,
    TRANSCRIBE_HAND_OFF: 'true',
    VOICE_AGENT: 'wss://agent.example.com/stream',
  };
  clone.writeEnv(variables);
  const { out } = await doctor();
  expect(out).toContain('✓ ASAPP accepts the key for AutoTranscribe on Twilio');
  expect(out).not.toContain('GenerativeAgent');
  keyStatus = 403;
  clone.writeEnv({ ...variables, ASAPP_API_ID: 'another-key' });
  await expectProblem('HTTP 403', 'ASAPP knows the key but has not enabled it for AutoTranscribe');
});

test('the doctor checks whether the key has access to summaries, which no call depends on', async () => {
  clone.writeEnv({ ASAPP_API_HOST: asappHost, SUMMARY_SALES: 'true' });
  const enabled = await doctor();
  expect(enabled.out).toContain('✓ ASAPP accepts the key for summaries');

  summaryStatus = 404;
  clone.writeEnv({ ASAPP_API_HOST: asappHost, ASAPP_API_ID: 'second-key', SUMMARY: 'true' });
  expect((await doctor()).out).toContain('✓ ASAPP accepts the key for summaries');

  summaryStatus = 403;
  clone.writeEnv({ ASAPP_API_HOST: asappHost, ASAPP_API_ID: 'third-key', SUMMARY: 'true' });
  const { code, out } = await doctor();
  expect(out).toContain('! ASAPP does not allow summaries for this key (HTTP 403)');
  expect(out).toContain('→ Ask your ASAPP contact to enable AutoSummary');
  expect(code).toBe(0);

  summaryStatus = 503;
  clone.writeEnv({ ASAPP_API_HOST: asappHost, ASAPP_API_ID: 'fourth-key', SUMMARY: 'true' });
  expect((await doctor()).out).toContain('→ Try again later; until then, calls are handed off');
});

test('the doctor does not ask for summaries that nobody wants', async () => {
  expect((await doctor()).out).not.toContain('summaries');
});

test('the doctor reports what is wrong with the recording', async () => {
  const host = { ASAPP_API_HOST: asappHost };
  clone.writeEnv({ ...host, RECORD: 'yes' });
  await expectProblem('RECORD must be one of: agent, person, all', 'Correct RECORD', '--offline');
  clone.writeEnv({ ...host, RECORD: 'all', RECORDING_CALLBACK_URL: 'http://example.com/' });
  await expectProblem('RECORDING_CALLBACK_URL must be an https:// URL', 'Correct', '--offline');
  clone.writeEnv({ ...host, RECORDING_NOTICE: 'off', RECORD_SALES: 'person' });
  const { code, out } = await doctor('--offline');
  expect(out).toContain('✓ Calls are recorded');
  expect(out).toContain('! RECORDING_NOTICE is off');
  expect(code).toBe(0);
});

test('the doctor names the variables that have no effect without another one', async () => {
  const unused = {
    VOICEMAIL_CALLER: 'false',
    CALLBACK_KEY_SALES: '2',
    CLOSED_MESSAGE: 'Call on Monday.',
    RECORDING_NOTICE: 'off',
    CALL_RECORD_SECRET: 'secret',
  };
  clone.writeEnv({ ASAPP_API_HOST: asappHost, ...unused });
  const { code, out } = await doctor('--offline');
  expect(code).toBe(0);
  for (const name of [
    'VOICEMAIL_CALLER',
    'CALLBACK_KEY',
    'RECORDING_NOTICE',
    'CALL_RECORD_SECRET',
  ]) {
    expect(out).toContain(`! ${name} has no effect without`);
  }
  expect(out).toContain('! CLOSED_MESSAGE has no effect without OPENING_HOURS or OPEN_NOW');

  clone.writeEnv({
    ...{ ASAPP_API_HOST: asappHost, ...unused, OPEN_NOW: 'auto', RECORD_SALES: 'person' },
    VOICEMAIL_CALLBACK_URL: 'https://example.com/voicemail',
    CALLBACK_WORKFLOW: `WW${'1'.repeat(32)}`,
    CALL_RECORD_URL: 'https://example.com/calls',
  });
  expect((await doctor('--offline')).out).not.toContain('has no effect');
});

test('the doctor tries the key of a line too', async () => {
  clone.writeEnv({ ASAPP_API_HOST: asappHost, ASAPP_API_HOST_SALES: 'http://127.0.0.1:1' });
  await expectProblem('at http://127.0.0.1:1', 'Check ASAPP_API_HOST');
  clone.writeEnv({ ASAPP_API_HOST: asappHost, GREETING_SALES: 'Hello.' });
  const { out } = await doctor();
  expect(out.match(/ASAPP accepts the key/g)).toHaveLength(1);
});

describe('the hold music', () => {
  const music = readFileSync(join(__dirname, '../../../assets/hold-music.wav'));
  let answer: { status?: number; type?: string; body?: Buffer };
  let server: Server;
  let url: string;
  beforeEach(async () => {
    answer = {};
    server = createServer((_, response) => {
      const { status = 200, type = 'audio/wav', body = music } = answer;
      response.writeHead(status, { 'content-type': type }).end(body);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // Safe: a server that listens on TCP has an address of this kind.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/music`;
    clone.writeEnv({
      ASAPP_API_HOST: asappHost,
      AGENT_DESTINATION: 'voicemail',
      HOLD_MUSIC_URL: url,
    });
  });
  afterEach(() => server.close());

  test('is measured by the doctor, also that of a line', async () => {
    clone.writeEnv({ ASAPP_API_HOST: asappHost, HOLD_MUSIC_URL_SALES: url });
    expect((await doctor()).out).toContain('✓ HOLD_MUSIC_URL_SALES plays for 24 s');
  });

  test('of more than 30 s is a problem for the doctor', async () => {
    const sound = music.indexOf('data') + 8;
    const twice = Buffer.concat([music, music.subarray(sound)]);
    twice.writeUInt32LE(twice.length - sound, sound - 4);
    answer = { body: twice };
    await expectProblem('HOLD_MUSIC_URL plays longer than 30 s', 'Cut the file to at most 30 s');
  });

  test.each([
    [{ status: 404 }, 'answers HTTP 404'],
    [{ type: 'text/html' }, 'answers with text/html'],
  ])('that cannot be played is a problem for the doctor: %j', async (broken, text) => {
    answer = broken;
    await expectProblem(`HOLD_MUSIC_URL ${text}`, 'Correct HOLD_MUSIC_URL');
  });

  test('that cannot be downloaded is a problem for the doctor', async () => {
    server.close();
    await expectProblem('HOLD_MUSIC_URL cannot be downloaded', 'Correct HOLD_MUSIC_URL');
  });

  test('of an unknown format is a warning of the doctor', async () => {
    answer = { type: 'audio/ogg', body: Buffer.from('OggS') };
    const { code, out } = await doctor();
    expect(out).toContain('! HOLD_MUSIC_URL is neither an MP3 nor a WAV file');
    expect(code).toBe(0);
  });
});

test('the doctor warns if callers whom nobody takes hear nothing', async () => {
  clone.writeEnv({ ASAPP_API_HOST: asappHost, AGENT_DESTINATION: '+15551234567', APOLOGY: 'off' });
  const { code, out } = await doctor('--offline');
  expect(out).toContain('! APOLOGY is off: callers hear nothing before the call ends');
  expect(code).toBe(0);
});

test('the doctor refuses a folder as the env file', async () => {
  const { code, err } = await doctor('--offline', '--env', 'functions');
  expect(err).toMatch(/^The env file .*functions does not exist, or is not a file\.\n/);
  expect(code).toBe(1);
});

test('doctor --offline makes no request, and says what it skipped', async () => {
  const { code, out } = await doctor('--offline');
  expect(code).toBe(0);
  expect(out).toContain('- skipped: ASAPP (--offline)');
  expect(out).toContain('- skipped: Twilio (--offline)');
  expect(rest.requests).toEqual([]);
});

test('doctor --load-system-env fills the values that the env file leaves empty', async () => {
  clone.writeEnv({ ASAPP_API_HOST: '', AGENT_DESTINATION: '+15551234567' });
  const { out } = await runCommand(run, ['--env', '.env', '--load-system-env'], {
    cwd: clone.path,
    env: { ...variablesFor(rest), ASAPP_API_HOST: asappHost },
  });
  expect(out).toContain('✓ ASAPP is healthy');
});

test('doctor --json prints the version and every finding', async () => {
  const { out } = await doctor('--json', '--offline');
  const report = JSON.parse(out);
  expect(report).toMatchObject({ version: manifest.version, healthy: true });
  expect(report.findings).toContainEqual({ verdict: 'ok', text: '/engage is protected' });
});

test('the doctor refuses a Node that is too old', async () => {
  const project = { root: clone.path, env: {}, deploying: false, nodeVersion: '18.20.0' };
  const settings = await readSettings({}, { cwd: clone.path, env: {} });
  expect(await nodeCheck.run({ ...project, settings })).toEqual([
    { verdict: 'problem', text: 'Node 18.20.0 is too old.', fix: 'Install Node 20 or 22.' },
  ]);
});

test('the doctor works without .env.example', async () => {
  clone.writeEnv({ ASAPP_API_HOST: asappHost, AGENT_DESTINATOIN: '+15551234567' });
  clone.remove('.env.example');
  const { code, out } = await doctor('--offline');
  expect(out).toContain('! Nothing reads the variable AGENT_DESTINATOIN.');
  expect(out.match(/Nothing reads/g)).toHaveLength(1);
  expect(code).toBe(0);
});

describe('the doctor and the variables of lines', () => {
  const sound = () => ({ ASAPP_API_HOST: asappHost, AGENT_DESTINATION: '+15551234567' });

  test('it accepts any variable with the suffix of a line, and names the lines', async () => {
    clone.writeEnv({
      ...sound(),
      GREETING_SALES: 'Welcome to Sales.',
      SAY_LANGUAGE_WEST_COAST: 'es-US',
      ASAPP_API_ID_SALES: 'another-key',
    });
    const { code, out } = await doctor('--offline');
    expect(out).toContain('✓ .env has variables for the lines SALES, WEST_COAST');
    expect(out).not.toContain('Nothing reads');
    expect(code).toBe(0);
  });

  test.each([
    ['RING_SECONDS_SALES', '1', 'must be a whole number from 5'],
    ['GREETING_SALES', 'x'.repeat(1001), 'must be at most 1000 characters long'],
    ['VOICE_AGENT_WEST_COAST', 'nobody', 'must be asapp, clerk or a wss URL'],
    ['CLERK_API_KEY_SALES', 'key', 'CLERK_INBOX_ID is missing'],
  ])('it reports a bad %s', async (name, value, text) => {
    clone.writeEnv({ ...sound(), [name]: value });
    await expectProblem(text, text.endsWith('missing') ? 'Set' : `Correct ${name}`, '--offline');
  });

  test.each([
    ['GREETING_sales', '“sales” cannot be a line'],
    ['CALLER_ID_ACCEPT', '“ACCEPT” cannot be a line'],
    ['GREETING_', '“” cannot be a line'],
    ['CONFERENCE_STREAM_URL_SALES', 'CONFERENCE_STREAM_URL is the same for all lines'],
    ['CLIENT_PARAMETERS_SALES', 'CLIENT_PARAMETERS is the same for all lines'],
  ])('it warns that nothing reads %s', async (name, reason) => {
    clone.writeEnv({ ...sound(), [name]: 'value' });
    const { code, out } = await doctor('--offline');
    expect(out).toContain(`! Nothing reads the variable ${name}: ${reason}`);
    expect(out).not.toContain('for the lines');
    expect(code).toBe(0);
  });
});
