import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal, startTwilioProxy } from '../../simulator';
import { run as bindNumber } from '../bind-number';
import { run as deploy } from '../deploy';
import { run as dial } from '../dial';
import { run as logs } from '../logs';
import { run as publishFlow } from '../publish-flow';
import { run as set } from '../set';
import { cloneProject } from './clone';
import { accountAndFolder, runCommand } from './run-command';

const NUMBER = '+35315550100';
const RETRIES = '#rc=2&rp=ct,4xx,5xx';

const { rest, folder } = accountAndFolder();

/** The credentials of Ireland, which the US refuses. */
const irish = () => ({
  ACCOUNT_SID: rest.ireland.account.sid,
  AUTH_TOKEN: rest.ireland.account.authToken,
  TWILIO_REGION: 'ie1',
});

const inIreland = (env: Readonly<Record<string, string>> = {}) => ({
  cwd: folder.path,
  env: { TWILIO_API_BASE: rest.url, ...irish(), ...env },
});
const bind = (...args: string[]) => runCommand(bindNumber, args, inIreland());

/** A number has its settings once in each region. */
function addNumber() {
  const sid = `PN${'1'.repeat(32)}`;
  const american = rest.addNumber(NUMBER, { sid, voice_url: 'https://us.example/voice' });
  return { american, irish: rest.ireland.addNumber(NUMBER, { sid }) };
}

test('the commands send every request to Ireland, with its credentials', async () => {
  const { domain_name } = rest.ireland.addEnvironment('voice-agent', 'dev');
  rest.ireland.addNumber(NUMBER);
  expect(domain_name).toMatch(/\.dublin\.ie1\.twil\.io$/);
  const placed = await runCommand(dial, ['+35315550199', '--from', NUMBER], inIreland());
  expect(placed).toMatchObject({ code: 0, err: '' });
  expect(await runCommand(set, ['OPEN_NOW=open', '--yes'], inIreland())).toMatchObject({ code: 0 });
  expect(await runCommand(logs, ['--once'], inIreland())).toMatchObject({ code: 0 });
  expect(rest.ireland.calls).toHaveLength(1);
  expect(rest.calls).toEqual([]);
  const hosts = new Set(rest.requests.map(({ host }) => host));
  expect([...hosts].sort()).toEqual([
    'api.dublin.ie1.twilio.com',
    'serverless.dublin.ie1.twilio.com',
  ]);
});

test('a command with the credentials of another region says that each has its own', async () => {
  const { code, err } = await runCommand(bindNumber, ['--list'], {
    cwd: folder.path,
    env: {
      TWILIO_API_BASE: rest.url,
      TWILIO_REGION: 'ie1',
      ACCOUNT_SID: rest.account.sid,
      AUTH_TOKEN: rest.account.authToken,
    },
  });
  expect(err).toContain('the credentials of another (sub)account or region');
  expect(code).toBe(1);
});

test('the region in the env file wins over that of the environment, and the edge can be chosen', async () => {
  writeFileSync(join(folder.path, '.env'), 'TWILIO_REGION=ie1\nTWILIO_EDGE=frankfurt\n');
  const { code } = await runCommand(bindNumber, ['--list'], inIreland({ TWILIO_REGION: 'us1' }));
  expect(code).toBe(0);
  expect(rest.requests).toMatchObject([{ host: 'api.frankfurt.ie1.twilio.com' }]);
});

test('an edge alone leads to the US', async () => {
  const { code } = await runCommand(bindNumber, ['--list'], {
    cwd: folder.path,
    env: {
      TWILIO_API_BASE: rest.url,
      TWILIO_EDGE: 'umatilla',
      ACCOUNT_SID: rest.account.sid,
      AUTH_TOKEN: rest.account.authToken,
    },
  });
  expect(code).toBe(0);
  expect(rest.requests).toMatchObject([{ host: 'api.umatilla.us1.twilio.com' }]);
});

test.each(['au1', 'jp1'])(
  'commands refuse the region %s, which has no Functions',
  async (region) => {
    const env = inIreland({ TWILIO_REGION: region });
    const { code, err } = await runCommand(bindNumber, ['--list'], env);
    expect(err).toContain(`TWILIO_REGION is ${region}: Twilio has no Functions there`);
    expect(code).toBe(1);
    expect(rest.requests).toEqual([]);
  },
);

describe('bind-number in Ireland', () => {
  test('changes the settings there, then where calls are taken', async () => {
    const { domain_name } = rest.ireland.addEnvironment('voice-agent', 'dev');
    const { american, irish: number } = addNumber();
    const { code, out } = await bind(NUMBER, '--yes');
    expect(code).toBe(0);
    expect(number.voice_url).toBe(`https://${domain_name}/engage${RETRIES}`);
    expect(american.voice_url).toBe('https://us.example/voice');
    expect(rest.routing.get(NUMBER)).toBe('ie1');
    expect(out).toMatch(/calls are taken in\n +now {2}us1\n +new {2}ie1/);
    expect(out).toContain('Within five minutes');
    const changes = rest.requests.filter(({ method }) => method === 'POST');
    expect(changes.map(({ host }) => host)).toEqual([
      'api.dublin.ie1.twilio.com',
      'routes.dublin.ie1.twilio.com',
    ]);
  });

  test('undoes where calls are taken first, and the settings once none arrive there', async () => {
    rest.ireland.addEnvironment('voice-agent', 'dev');
    const { irish: number } = addNumber();
    rest.routing.set(NUMBER, 'us1');
    const before = { ...number };
    await bind(NUMBER, '--yes');
    const bound = { ...number };

    const first = await bind(NUMBER, '--undo', '--yes');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('once more: it puts back the settings in ie1');
    expect(rest.routing.get(NUMBER)).toBe('us1');
    expect(number).toEqual(bound);

    const second = await bind(NUMBER, '--undo', '--yes');
    expect(second).toMatchObject({ code: 0, err: '' });
    expect(second.out).toContain('Done: the number is as it was');
    expect(number).toEqual(before);
    expect((await bind(NUMBER, '--undo', '--yes')).err).toContain('No change of');
  });

  test('undoes a change from Ireland only with TWILIO_REGION set to it', async () => {
    rest.ireland.addEnvironment('voice-agent', 'dev');
    const { american } = addNumber();
    const before = { ...american };
    await bind(NUMBER, '--yes');
    const { code, err } = await runCommand(bindNumber, [NUMBER, '--undo', '--yes'], {
      cwd: folder.path,
      env: {
        TWILIO_API_BASE: rest.url,
        ACCOUNT_SID: rest.account.sid,
        AUTH_TOKEN: rest.account.authToken,
      },
    });
    expect(err).toContain('Set TWILIO_REGION=ie1, with the credentials of that region');
    expect(code).toBe(1);
    expect(american).toEqual(before);
  });

  test('keeps what to undo if the settings were changed and the region was not', async () => {
    rest.ireland.addEnvironment('voice-agent', 'dev');
    const { irish: number } = addNumber();
    const before = { ...number };
    rest.before(/^POST .*PhoneNumbers\/[+%]/, () => {
      throw new Refusal(403, 70051, 'Denied');
    });
    const { code, err } = await bind(NUMBER, '--yes');
    expect(err).toContain('did not change the region in which the calls of the number are taken');
    expect(code).toBe(1);
    expect(number.voice_url).toContain('/engage');
    expect(await bind(NUMBER, '--undo', '--yes')).toMatchObject({ code: 0 });
    expect(number).toEqual(before);
  });

  test('--flow uses the webhook URL that the flow itself has', async () => {
    rest.ireland.addEnvironment('voice-agent', 'dev');
    const { irish: number } = addNumber();
    const { sid, revisions } = rest.ireland.addFlow();
    const { code } = await bind(NUMBER, '--flow', sid, '--yes');
    expect(code).toBe(0);
    expect(number.voice_url).toBe(revisions[0].webhook_url);
    expect(number.voice_url).not.toContain('https://webhooks.twilio.com');
    expect((await bind('--list')).out).toContain(`${NUMBER}  Studio Flow ${sid}`);
  });

  test('--flow keeps no webhook of a flow as a custom status callback', async () => {
    rest.ireland.addEnvironment('voice-agent', 'dev');
    const { irish: number } = addNumber();
    number.status_callback = rest.ireland.addFlow().revisions[0].webhook_url;
    await bind(NUMBER, '--yes');
    expect(number.status_callback).toContain('/call-ended');
  });
});

describe('publish-flow in Ireland', () => {
  const publish = (...args: string[]) =>
    runCommand(publishFlow, ['--agent', '+35315550199', ...args], inIreland());

  test('says which STUDIO_WEBHOOK_URL the flow needs, until it is set', async () => {
    rest.ireland.addEnvironment('voice-agent', 'dev');
    const { code, err } = await publish('--yes');
    const { webhook_url } = rest.ireland.flows[0]?.revisions[0] ?? {};
    expect(err).toContain(`set STUDIO_WEBHOOK_URL=${webhook_url} in the env file`);
    expect(code).toBe(0);

    writeFileSync(join(folder.path, '.env'), `STUDIO_WEBHOOK_URL=${webhook_url}\n`);
    const other = `FW${'7'.repeat(32)}`;
    const again = await publish('--closed', other, '--yes');
    expect(again).toMatchObject({ code: 0, err: '' });
    const definition = JSON.stringify(rest.ireland.flows[0]?.revisions.at(-1)?.definition);
    expect(definition).toContain(`https://webhooks.dublin.ie1.twilio.com`);
    expect(definition).toContain(other);
    expect(definition).not.toContain('https://webhooks.twilio.com');
  });

  test('refuses Send to Flex before any request', async () => {
    rest.ireland.addEnvironment('voice-agent', 'dev');
    const { code, err } = await publish('--flex-channel', `TC${'8'.repeat(32)}`, '--yes');
    expect(err).toContain('--flex-channel sends calls to Flex, which does not exist in Ireland');
    expect(code).toBe(2);
    expect(rest.ireland.flows).toEqual([]);
  });
});

test.each(['env file', 'environment'])(
  'deploy goes to the region of the %s, prints its host, and gives it to the functions',
  async (source) => {
    const clone = cloneProject();
    clone.replaceFunctions();
    const temporary = mkdtempSync(join(tmpdir(), 'voice-agent-test-'));
    const proxy = await startTwilioProxy(rest.listener);
    try {
      const ca = join(temporary, 'ca.pem');
      writeFileSync(ca, proxy.ca);
      const { TWILIO_REGION, ...credentials } = irish();
      const isInFile = source === 'env file';
      clone.writeEnv({
        ...credentials,
        ...(isInFile && { TWILIO_REGION }),
        ASAPP_API_HOST: 'api.asapp.com',
        VOICE_AGENT: 'wss://agent.example/stream',
        AGENT_DESTINATION: '+35315550199',
      });
      const { code, out, err } = await runCommand(deploy, [], {
        cwd: clone.path,
        env: {
          TWILIO_API_BASE: rest.url,
          HTTP_PROXY: proxy.url,
          NODE_EXTRA_CA_CERTS: ca,
          CI: 'true',
          ...(!isInFile && { TWILIO_REGION }),
        },
      });
      expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
      expect(rest.services).toEqual([]);
      const [environment] = rest.ireland.services[0]?.environments ?? [];
      expect(out).toContain(`https://${environment?.domain_name}/engage${RETRIES}`);
      expect(environment?.variables).toContainEqual(
        expect.objectContaining({ key: 'TWILIO_REGION', value: 'ie1' }),
      );
    } finally {
      clone.remove();
      rmSync(temporary, { recursive: true });
      await proxy.close();
    }
  },
  60_000,
);
