import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type LocalTwilioRest, startTwilioRest } from '../../simulator/rest/start';
import { type Clone, cloneProject } from './clone';
import { runCommand, variablesFor } from './run-command';

/** As much of ASAPP as the doctor asks: its health, and the streaming URL for one key. */
let asapp: Server;
let asappHost: string;
let keyStatus: number;
let rest: LocalTwilioRest;
let built: Clone;
let clone: Clone;

beforeAll(async () => {
  built = cloneProject();
  await built.build();
  asapp = createServer(({ url }, response) => {
    const status = url === '/v1/health' ? 200 : keyStatus;
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
});
afterAll(() => {
  built.remove();
  asapp.close();
});

beforeEach(async () => {
  keyStatus = 200;
  rest = await startTwilioRest();
  clone = cloneProject(built.path);
  clone.writeEnv({ ASAPP_API_HOST: asappHost, AGENT_DESTINATION: '+15551234567' });
});
afterEach(async () => {
  clone.remove();
  await rest.close();
});

const doctor = (...args: string[]) =>
  runCommand('doctor', args, { cwd: clone.path, env: variablesFor(rest) });

test('a sound project is found healthy', async () => {
  const flow = rest.addFlow().sid;
  const workflow = { sid: `WW${'3'.repeat(32)}`, workspace_sid: `WS${'4'.repeat(32)}` };
  rest.workflows.push({ ...workflow, friendly_name: 'Support' });
  rest.addNumber('+15551230000');
  clone.writeEnv({
    ASAPP_API_HOST: asappHost,
    AGENT_DESTINATION: workflow.sid,
    AGENT_DESTINATION_SALES: `+15551234567 ${flow}`,
    CALLER_ID: '+15551230000',
  });
  const { code, out } = await doctor();
  expect(out).toContain('✓ ASAPP takes the key for GenerativeAgent on Twilio');
  expect(out).toContain(`✓ AGENT_DESTINATION: ${workflow.sid} exists`);
  expect(out).toContain(`✓ AGENT_DESTINATION_SALES: ${flow} exists`);
  expect(out).toContain('✓ CALLER_ID: +15551230000 may be shown');
  expect(out).toContain('All well.');
  expect(out).not.toContain('✗');
  expect(code).toBe(0);
});

/** Breaks the clone, and expects the doctor to name it, to say the mend, and to exit with 1. */
async function expectTrouble(text: string, mend: string, ...args: string[]): Promise<void> {
  const { code, out, err } = await doctor(...args);
  const found = out.split('\n').findIndex((line) => line.startsWith('✗') && line.includes(text));
  expect({ found: found >= 0, out, err }).toMatchObject({ found: true });
  expect(out.split('\n')[found + 1]).toContain(`→ ${mend}`);
  expect(code).toBe(1);
  expect(out + err).not.toContain('top-secret');
}

describe('a clone in which something is wrong', () => {
  test('a malformed host', async () => {
    clone.writeEnv({ ASAPP_API_HOST: 'https://api.asapp.com/v1' });
    await expectTrouble('ASAPP_API_HOST must be a host name', 'Correct ASAPP_API_HOST in .env');
  });

  test('a host at which nobody answers', async () => {
    clone.writeEnv({ ASAPP_API_HOST: 'http://127.0.0.1:1' });
    await expectTrouble('ECONNREFUSED', 'Check ASAPP_API_HOST');
  });

  test('a host on this machine, before a deploy', async () => {
    await expectTrouble('Twilio cannot reach it', 'Set ASAPP_API_HOST in .env', '--deploying');
  });

  test('a missing key', async () => {
    clone.writeEnv({ ASAPP_API_HOST: asappHost, ASAPP_API_SECRET: '' });
    await expectTrouble('ASAPP_API_SECRET is missing', 'Set ASAPP_API_SECRET in .env');
  });

  test.each([
    [401, 'ASAPP does not know the key'],
    [403, 'ASAPP knows the key but has not enabled it'],
    [404, 'The host is not ASAPP’s API'],
  ])('a key that ASAPP answers with %i', async (status, mend) => {
    keyStatus = status;
    await expectTrouble(`HTTP ${status} (${status}-01, request r-1)`, mend);
  });

  test('no env file', async () => {
    clone.edit('.twilioserverlessrc', '.env.production', '.env.live');
    await expectTrouble(
      '.env.live does not exist',
      'Copy .env.example to .env.live',
      '--production',
    );
  });

  test('a range as version of the runtime handler', async () => {
    clone.edit(
      'package.json',
      '"@twilio/runtime-handler": "2.0.1"',
      '"@twilio/runtime-handler": "^2.0.1"',
    );
    await expectTrouble(
      'is ^2.0.1: the toolkit deploys no range',
      'Write "@twilio/runtime-handler": "2.0.1"',
    );
    await expectTrouble('package-lock.json has not followed', 'Run `npm install`');
  });

  test('a version of the runtime handler that Twilio refuses', async () => {
    clone.edit(
      'package.json',
      '"@twilio/runtime-handler": "2.0.1"',
      '"@twilio/runtime-handler": "2.1.0"',
    );
    await expectTrouble('may refuse (error 20001)', 'Write "@twilio/runtime-handler": "2.0.1"');
  });

  test('another dependency than the installed one', async () => {
    clone.edit('package.json', /"twilio": "6[\d.]+"/, '"twilio": "5.0.0"');
    await expectTrouble('twilio 5.0.0 is not installed', 'Run `npm ci`');
  });

  test('a lock file with the marks of a conflict', async () => {
    clone.edit('package-lock.json', /^/, '<<<<<<< HEAD\n');
    await expectTrouble('no usable package-lock.json', 'Restore it from git', '--offline');
  });

  test('a configuration of the toolkit that cannot be read', async () => {
    clone.edit('.twilioserverlessrc', /^/, ',');
    const { code, err } = await doctor('--offline');
    expect(err).toMatch(/^The toolkit's configuration cannot be read: JSON5: .*\n {2}→ Correct /);
    expect(code).toBe(1);
  });

  test('a flow that does not exist', async () => {
    const flow = `FW${'9'.repeat(32)}`;
    clone.writeEnv({ ASAPP_API_HOST: asappHost, SYSTEM_DESTINATION: `+15551234567 ${flow}` });
    await expectTrouble(
      `SYSTEM_DESTINATION names ${flow}`,
      'Correct the SID in SYSTEM_DESTINATION',
    );
  });

  test('a workflow that does not exist', async () => {
    const workflow = `WW${'9'.repeat(32)}`;
    clone.writeEnv({ ASAPP_API_HOST: asappHost, AGENT_DESTINATION_SALES: workflow });
    await expectTrouble(`AGENT_DESTINATION_SALES names ${workflow}`, 'Correct the SID');
  });

  test('a destination that is none', async () => {
    clone.writeEnv({ ASAPP_API_HOST: asappHost, AGENT_DESTINATION: '555-1234' });
    await expectTrouble('AGENT_DESTINATION word 1 must be one of', 'Correct AGENT_DESTINATION');
  });

  test('an unbuilt tree', async () => {
    clone.remove();
    clone = cloneProject();
    await expectTrouble('No functions have been built', 'Run `npm run build`');
  });

  test('a function that anybody could ask', async () => {
    clone.write('functions/open.ts', 'export const handler = () => undefined;');
    await clone.build();
    await expectTrouble(
      '/open is public',
      'Rename functions/open.ts to functions/open.protected.ts',
    );
  });

  test('sources that are newer than what was built', async () => {
    clone.edit('functions/fallback.protected.ts', /^/, '// changed\n');
    await expectTrouble('have been changed since', 'Run `npm run build`');
  });

  test('a value that Twilio does not take', async () => {
    clone.writeEnv({ ASAPP_API_HOST: asappHost, GREETING: 'ä'.repeat(300) });
    await expectTrouble('GREETING has 600 bytes; Twilio takes 450', 'Shorten GREETING');
  });

  test('more variables than Twilio takes', async () => {
    const lines = Array.from({ length: 9 }, (_, line) => [
      `AGENT_DESTINATION_${line}`,
      '+15551234567 '.repeat(30),
    ]);
    clone.writeEnv({ ASAPP_API_HOST: asappHost, ...Object.fromEntries(lines) });
    await expectTrouble('bytes in all; Twilio takes 3000', 'Remove or shorten some');
  });

  test('a DOMAIN_NAME of one’s own, before a deploy', async () => {
    clone.writeEnv({ ASAPP_API_HOST: 'api.asapp.com', DOMAIN_NAME: 'example.ngrok.app' });
    await expectTrouble('DOMAIN_NAME is set', 'Remove DOMAIN_NAME', '--deploying', '--offline');
  });

  test('Twilio credentials that are wrong', async () => {
    clone.writeEnv({
      ASAPP_API_HOST: asappHost,
      ACCOUNT_SID: rest.account.sid,
      AUTH_TOKEN: 'wrong',
    });
    await expectTrouble('error 20003', 'Copy the Account SID and the Auth Token');
  });
});

test('what works but looks wrong is told without failing', async () => {
  clone.writeEnv({ ASAPP_API_HOST: asappHost, AGENT_DESTINATOIN: '+15551234567' });
  const { code, out } = await doctor();
  expect(code).toBe(0);
  expect(out).toContain('! AGENT_DESTINATOIN is a variable that nothing reads.');
  expect(out).toContain('! There is neither an AGENT_DESTINATION nor a FALLBACK_DESTINATION');
});

test('a client as caller ID is told where a chain holds a number', async () => {
  const sound = { ASAPP_API_HOST: asappHost, CALLER_ID: 'client:desk' };
  clone.writeEnv({ ...sound, AGENT_DESTINATION: 'client:anna voicemail' });
  expect((await doctor('--offline')).out).not.toContain('CALLER_ID');
  clone.writeEnv({ ...sound, AGENT_DESTINATION: 'client:anna +15551234567' });
  const { code, out } = await doctor('--offline');
  expect(out).toContain('! CALLER_ID is a client, and AGENT_DESTINATION holds the number');
  expect(out).toContain('→ Set CALLER_ID to one of your numbers');
  expect(code).toBe(0);
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
])('%s=%s is found, as the service itself finds it', async (name, value, text) => {
  clone.writeEnv({ ASAPP_API_HOST: asappHost, [name]: value });
  await expectTrouble(
    text,
    text.endsWith('missing') ? 'Set ' : `Correct ${name} in .env`,
    '--offline',
  );
});

test('another agent than ASAPP still needs its variables where hand-offs are transcribed', async () => {
  const agent = { ASAPP_API_SECRET: '', VOICE_AGENT: 'wss://agent.example.com/stream' };
  clone.writeEnv({ ...agent, AGENT_DESTINATION: '+15551234567' });
  expect((await doctor('--offline')).code).toBe(0);
  clone.writeEnv({ ...agent, TRANSCRIBE_HAND_OFF: 'true' });
  await expectTrouble('ASAPP_API_SECRET is missing', 'Set ASAPP_API_SECRET in .env', '--offline');
});

test('the key is tried for AutoTranscribe too, where hand-offs are transcribed', async () => {
  clone.writeEnv({
    ASAPP_API_HOST: asappHost,
    TRANSCRIBE_HAND_OFF: 'true',
    VOICE_AGENT: 'wss://agent.example.com/stream',
  });
  const { out } = await doctor();
  expect(out).toContain('✓ ASAPP takes the key for AutoTranscribe on Twilio');
  expect(out).not.toContain('GenerativeAgent');
  keyStatus = 403;
  await expectTrouble('HTTP 403', 'ASAPP knows the key but has not enabled it for AutoTranscribe');
});

test('a folder in the place of the env file is named', async () => {
  const { code, err } = await doctor('--offline', '--env', 'functions');
  expect(err).toMatch(/^The env file .*functions does not exist, or is no file\.\n/);
  expect(code).toBe(1);
});

test('--offline asks nobody and says what it left out', async () => {
  const { code, out } = await doctor('--offline');
  expect(code).toBe(0);
  expect(out).toContain('- left out: ASAPP: --offline was given');
  expect(out).toContain('- left out: Twilio: --offline was given');
  expect(rest.requests).toEqual([]);
});

test('--load-system-env fills what the named file leaves empty', async () => {
  clone.writeEnv({ ASAPP_API_HOST: '', AGENT_DESTINATION: '+15551234567' });
  const { out } = await runCommand('doctor', ['--env', '.env', '--load-system-env'], {
    cwd: clone.path,
    env: { ...variablesFor(rest), ASAPP_API_HOST: asappHost },
  });
  expect(out).toContain('✓ ASAPP is healthy');
});

test('--json gives every finding', async () => {
  const { out } = await doctor('--json', '--offline');
  const report = JSON.parse(out);
  expect(report.healthy).toBe(true);
  expect(report.findings).toContainEqual({ verdict: 'good', text: '/engage is protected' });
});
