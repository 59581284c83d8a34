import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, type ServerlessEnvironment } from '../../simulator';
import { SCHEMAS } from '../doctor/names';
import { run } from '../set';
import { shown } from '../variables/shown';
import {
  accountAndFolder,
  type Finished,
  runCommand,
  spawnCommand,
  variablesFor,
} from './run-command';

const DEPLOYED = {
  ASAPP_API_HOST: 'api.asapp.com',
  ASAPP_API_ID: 'key',
  ASAPP_API_SECRET: 'top-secret',
  AGENT_DESTINATION: '+15551234567',
  VOICE_AGENT_PERCENT: '25',
};

const { rest, folder } = accountAndFolder();
let environment: ServerlessEnvironment;

beforeEach(async () => {
  environment = rest.addEnvironment('voice-agent', 'dev');
  const at = '2026-11-20T09:00:00.000Z';
  for (const [key, value] of Object.entries(DEPLOYED)) {
    const sid = `ZV${String(environment.variables.length).repeat(32)}`;
    environment.variables.push({ sid, key, value, date_created: at, date_updated: at });
  }
});

const surroundings = () => ({ cwd: folder.path, env: variablesFor(rest) });
const set = (...args: string[]): Promise<Finished> => runCommand(run, args, surroundings());
const deployed = () =>
  Object.fromEntries(environment.variables.map(({ key, value }) => [key, value]));
const written = () => rest.requests.filter(({ method }) => method !== 'GET');

describe('npm run set', () => {
  test('changes variables, shows the changes, and --undo restores exactly what there was', async () => {
    const { code, out } = await set('VOICE_AGENT_PERCENT=0', 'OPEN_NOW=closed', '--yes');
    expect(code).toBe(0);
    expect(out).toContain(`${environment.domain_name}:`);
    expect(out).toContain('  VOICE_AGENT_PERCENT\n    now  25\n    new  0\n');
    expect(out).toContain('  OPEN_NOW\n    now  (none)\n    new  closed\n');
    expect(deployed()).toEqual({ ...DEPLOYED, VOICE_AGENT_PERCENT: '0', OPEN_NOW: 'closed' });

    const undone = await set('--undo', '--yes');
    expect(undone).toMatchObject({ code: 0, err: '' });
    expect(deployed()).toEqual(DEPLOYED);
    expect(await set('--undo', '--yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('was changed from this folder'),
    });
  });

  test('undoes two changes one after the other, each in its own environment', async () => {
    const production = rest.addEnvironment('voice-agent');
    await set('OPEN_NOW=closed', '--yes');
    await set('OPEN_NOW=open', '--yes');
    await set('LOG_LEVEL=debug', '--production', '--yes');
    expect(production.variables).toMatchObject([{ key: 'LOG_LEVEL', value: 'debug' }]);
    await set('--undo', '--yes');
    expect(deployed()).toMatchObject({ OPEN_NOW: 'closed' });
    await set('--undo', '--yes');
    expect(deployed()).toEqual(DEPLOYED);
    expect(production.variables).toHaveLength(1);
  });

  test('removes a variable whose value is empty', async () => {
    const { out } = await set('VOICE_AGENT_PERCENT=', '--yes');
    expect(out).toContain('now  25\n    new  (none)');
    expect(deployed()).not.toHaveProperty('VOICE_AGENT_PERCENT');
    await set('--undo', '--yes');
    expect(deployed()).toEqual(DEPLOYED);
  });

  test('asks first', async () => {
    const answer = (typed: string) =>
      runCommand(run, ['OPEN_NOW=closed'], { ...surroundings(), typed });
    expect((await answer('no\n')).out).toContain('Nothing was changed.');
    expect(await set('OPEN_NOW=closed')).toMatchObject({ code: 2 });
    expect(written()).toEqual([]);
    await answer('y\n');
    expect(deployed()).toMatchObject({ OPEN_NOW: 'closed' });
  });

  test('does not change a variable that already has the value', async () => {
    const { code, out } = await set('VOICE_AGENT_PERCENT=25', '--yes');
    expect(code).toBe(0);
    expect(out).toContain('nothing to change');
    expect(written()).toEqual([]);
  });

  test('takes values with spaces, of a line, and prints JSON for a program', async () => {
    const { out } = await set('GREETING_SALES=Welcome to Acme.', '--yes', '--json');
    expect(JSON.parse(out)).toEqual({
      domainName: environment.domain_name,
      changes: [{ name: 'GREETING_SALES', from: '(none)', to: 'Welcome to Acme.' }],
      applied: true,
    });
  });
});

describe('npm run set refuses', () => {
  test.each([
    ['VOICE_AGENT_PERCENT=200', 'VOICE_AGENT_PERCENT must be a whole number from 0 to 100'],
    ['VOICE_AGENT_PERCENT_SALES=x', 'VOICE_AGENT_PERCENT_SALES must be a whole number'],
    ['AGENT_DESTINATION=+15551234567 nobody', 'AGENT_DESTINATION word 2 must be one of'],
    ['OPENING_HOURS=mon-fri 08:00-18:00', 'TIME_ZONE is missing'],
    ['ASAPP_API_HOST=', 'ASAPP_API_HOST is missing'],
    ['OPEN_NWO=closed', 'nothing reads OPEN_NWO'],
    ['DOMAIN_NAME=example.com', 'DOMAIN_NAME is not a variable of the service'],
    ['AUTH_TOKEN=x', 'AUTH_TOKEN is not a variable of the service'],
    ['CALL_RECORD_URL=http://127.0.0.1:4000/', 'on this machine: Twilio cannot reach it'],
    [`GREETING=${'x'.repeat(451)}`, 'GREETING has 451 bytes; Twilio allows 450'],
  ])('%s, before it writes anything', async (word, problem) => {
    const { code, err } = await set('OPEN_NOW=closed', word, '--yes');
    expect(err).toContain(problem);
    expect(code).toBe(1);
    expect(written()).toEqual([]);
  });

  test('a change that makes the variables too large together', async () => {
    const words = Array.from({ length: 7 }, (_, line) => `GREETING_L${line}=${'x'.repeat(440)}`);
    const { err } = await set(...words, '--yes');
    expect(err).toContain('bytes in total; Twilio allows 3000');
    expect(written()).toEqual([]);
  });

  test.each([['open_now=closed'], ['=x'], ['top-secret'], ['OPEN NOW=x']])(
    'the argument %j without printing it',
    async (word) => {
      const { code, out, err } = await set(word, '--yes');
      expect(code).toBe(2);
      expect(out + err).not.toContain(word);
    },
  );

  test('to run without an argument', async () => {
    expect(await set()).toMatchObject({ code: 2, err: expect.stringContaining('Which variable?') });
  });

  test('an environment that is not deployed', async () => {
    const { code, err } = await set('OPEN_NOW=open', '--environment', 'staging', '--yes');
    expect(err).toContain(
      'The environment staging of the service voice-agent is not in this account',
    );
    expect(code).toBe(1);
  });
});

test('npm run set leaves alone what was wrong before', async () => {
  const [host] = environment.variables;
  if (host) host.value = 'https://api.asapp.com/v1';
  expect(await set('OPEN_NOW=closed', '--yes')).toMatchObject({ code: 0, err: '' });
});

describe('npm run set and secrets', () => {
  test('never prints them, and takes them from the env file', async () => {
    writeFileSync(join(folder.path, '.env'), 'ASAPP_API_SECRET=new-secret\nSIP_PASSWORD=\n');
    const { code, out, err } = await set('ASAPP_API_SECRET', '--yes');
    expect(code).toBe(0);
    expect(deployed()).toMatchObject({ ASAPP_API_SECRET: 'new-secret' });
    expect(out).toContain('now  (hidden)\n    new  (hidden)');
    const list = await set('--list');
    expect(list.out).toContain('VOICE_AGENT_PERCENT  25');
    expect(out + err + list.out + list.err).not.toMatch(/top-secret|new-secret/);
    expect(await set('SIP_PASSWORD', '--yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('SIP_PASSWORD has no value in the env file'),
    });
  });

  test('keeps old values in a file that only this user can read', async () => {
    await set('ASAPP_API_SECRET=another', '--yes');
    const file = join(folder.path, '.variable-changes.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain('top-secret');
    await set('--undo', '--yes');
    expect(deployed()).toEqual(DEPLOYED);
  });

  test.each(
    Object.keys(SCHEMAS).filter((name) => /SECRET|TOKEN$|PASSWORD|API_KEY|SIGNING/.test(name)),
  )('hides %s, also of a line', (name) => {
    expect(shown(name, 'mark')).toBe('(hidden)');
    expect(shown(`${name}_SALES`, 'mark')).toBe('(hidden)');
  });

  test.each([
    ['OTHER', 'mark', '(hidden)'],
    ['OPEN_NOW', 'closed', 'closed'],
    ['CALL_RECORD_URL', 'https://example.com/a?key=mark', 'https://example.com/a?…'],
    ['AGENT_DESTINATION', 'https://a.example/?t=mark#x sip:a@b', 'https://a.example/?… sip:a@b'],
    ['GREETING', 'Are you there? Yes.', 'Are you there? Yes.'],
  ])('shows %s=%s as %s', (name, value, expected) => {
    expect(shown(name, value)).toBe(expected);
  });
});

describe('if something fails, npm run set', () => {
  test('says what it has changed by then, and --undo restores that', async () => {
    rest.alterAnswers((text, { method }) => {
      if (method === 'POST') {
        rest.alterAnswers(undefined);
        rest.refuseNext(new Refusal(403, 70051, 'Forbidden'));
      }
      return text;
    });
    const { code, err } = await set('OPEN_NOW=closed', 'LOG_LEVEL=debug', '--yes');
    expect(code).toBe(1);
    expect(err).toContain('did not change the variable LOG_LEVEL');
    expect(err).toContain('Changed so far: OPEN_NOW');
    expect(deployed()).toMatchObject({ OPEN_NOW: 'closed' });
    const undone = await set('--undo', '--yes');
    expect(undone.err).toContain('also changed elsewhere');
    expect(deployed()).toEqual(DEPLOYED);
  });

  test('has nothing to undo if Twilio refused the first change', async () => {
    rest.alterAnswers((text, { path }) => {
      if (path.endsWith('/Variables')) {
        rest.alterAnswers(undefined);
        rest.refuseNext(new Refusal(403, 70051, 'Forbidden'));
      }
      return text;
    });
    expect((await set('OPEN_NOW=closed', '--yes')).code).toBe(1);
    expect((await set('--undo', '--yes')).err).toContain('was changed from this folder');
  });

  test('changes nothing if the old values cannot be kept', async () => {
    symlinkSync(join(folder.path, 'nowhere', 'file'), join(folder.path, '.variable-changes.json'));
    const { code, err } = await set('OPEN_NOW=closed', '--yes');
    expect(code).toBe(1);
    expect(err).toContain('.variable-changes.json cannot be written');
    expect(deployed()).toEqual(DEPLOYED);
  });
});

test('npm run set says that Twilio does not document how soon a change arrives', async () => {
  expect((await set('--help')).out).toContain('does not document how soon');
});

test('npm run set works in a separate process', async () => {
  const { code, out } = await spawnCommand('set', ['OPEN_NOW=closed', '--yes'], surroundings());
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('new  closed') });
  expect(deployed()).toMatchObject({ OPEN_NOW: 'closed' });
}, 60_000);
