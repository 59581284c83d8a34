import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PhoneNumber } from '../../../simulator';
import { SCENARIOS } from '../../verify/scenarios';
import { commandLine, variablesFor } from '../run-command';
import {
  EVERYTHING,
  NUMBER,
  newVariable,
  openVerifyWorld,
  PERSON,
  placedBy,
  ROBOT,
  read,
  type VerifyWorld,
  WORKFLOW,
} from './verify-world';

jest.setTimeout(60_000);

let opened: VerifyWorld;
afterEach(() => opened.close());

async function open(...differences: Parameters<typeof openVerifyWorld>): Promise<VerifyWorld> {
  opened = await openVerifyWorld(...differences);
  return opened;
}

const notSeen = (out: string) =>
  read(out).answers.flatMap(({ id, verdict }) => (verdict === 'seen' ? [] : [`${id} ${verdict}`]));

const settingsOf = ({ world }: VerifyWorld, number: string): PhoneNumber | undefined => {
  const found = world.rest.numbers.find(({ phone_number }) => phone_number === number);
  return found && { ...found };
};
const changesOf = ({ world }: VerifyWorld) =>
  world.rest.requests.filter(
    ({ method, path }) => method === 'POST' && path.includes('IncomingPhoneNumbers'),
  );

const SAFE = [NUMBER, '--from', ROBOT, '--yes', '--json'];

describe('npm run verify', () => {
  test('sees every promise and assumption of a deployed service with a flow', async () => {
    const { verify, passMinutes } = await open({ isFlow: true });
    const { code, out, err } = await verify(...EVERYTHING, '--workflow', WORKFLOW);
    expect(read(out).calls.map(({ scenario }) => scenario)).toEqual(
      SCENARIOS.map(({ name }) => name),
    );
    // What only Twilio's events show.
    expect(notSeen(out)).toEqual(['3 not seen', '12 not seen']);
    expect(err).toContain('npm run verify -- --events');
    expect(code).toBe(0);

    const early = await verify('--events', '--json');
    expect(early).toMatchObject({ code: 1, err: expect.stringContaining('15 minutes after') });
    passMinutes(16);
    const late = await verify('--events', '--json');
    expect(notSeen(late.out)).toEqual([]);
    expect(late.code).toBe(0);
  });

  test('sees everything on a number without a flow, except what only a flow or a workflow shows', async () => {
    const { verify, passMinutes } = await open();
    expect((await verify(...EVERYTHING)).code).toBe(0);
    passMinutes(16);
    const { out } = await verify('--events', '--json');
    const flow = ['7', '8', '9', '10', '13'];
    expect(notSeen(out)).toEqual([...flow, '14'].map((id) => `${id} not seen`));
    for (const { id, evidence } of read(out).answers) {
      if (flow.includes(id)) expect(evidence.join()).toContain('not bound to a flow');
      if (id === '14') expect(evidence.join()).toContain('it needs --workflow');
    }
  });

  test('changes nothing without a separate environment, and says what that leaves out', async () => {
    const opened = await open();
    const { code, out } = await opened.verify(...SAFE);
    expect(code).toBe(0);
    expect(read(out).calls.map(({ scenario }) => scenario)).toEqual(['conversation', 'hang-up']);
    expect(changesOf(opened)).toEqual([]);
    const busy = read(out).answers.find(({ id }) => id === 'P6');
    expect(busy).toMatchObject({
      verdict: 'not seen',
      evidence: [expect.stringContaining('--environment')],
    });
  });

  test('hangs up at once if the number’s own service begins to dial a person', async () => {
    const opened = await open({ env: { AGENT_DESTINATION: '+15550109999' } });
    const { out } = await opened.verify(...SAFE, '--only', 'conversation', '--say', 'a person');
    expect(read(out).calls).toMatchObject([{ scenario: 'conversation', isStopped: true }]);
  });

  test('presses the keys of --keys after the greeting', async () => {
    const opened = await open();
    await opened.verify(...SAFE, '--only', 'conversation', '--keys', '1w2');
    expect(placedBy(opened)[0]?.parameters.Twiml).toMatch(
      /<Pause length="10"\/><Play digits="1w2"\/><Say>/,
    );
  });

  test('says that it cannot read the log of a service that is not in the account', async () => {
    const { verify } = await open({ number: { voice_url: 'https://elsewhere.example/' } });
    const { code, out } = await verify(...SAFE, '--only', 'hang-up');
    expect(code).toBe(1);
    const { verdict, evidence } = read(out).answers.find(({ id }) => id === 'P10') ?? {};
    expect(verdict).toBe('not seen');
    expect(evidence?.join()).toContain('the log of the service could not be read');
  });

  test('puts both numbers back as they were', async () => {
    const opened = await open();
    const before = [ROBOT, PERSON].map((number) => settingsOf(opened, number));
    await opened.verify(...EVERYTHING, '--only', 'person');
    expect(changesOf(opened)).toHaveLength(4);
    expect([ROBOT, PERSON].map((number) => settingsOf(opened, number))).toEqual(before);
  });

  test('keeps the old values on disk before it changes a number', async () => {
    const opened = await open();
    const file = join(opened.folder, '.number-bindings.json');
    const kept: unknown[] = [];
    opened.world.rest.alterAnswers((text, { method, path }) => {
      if (method === 'POST' && path.includes('IncomingPhoneNumbers') && kept.length === 0) {
        kept.push(...JSON.parse(readFileSync(file, 'utf8')));
      }
      return text;
    });
    await opened.verify(...EVERYTHING, '--only', 'person');
    expect(kept).toMatchObject([{ phoneNumber: ROBOT, by: 'verify', before: { voiceUrl: '' } }]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([]);
  });
});

describe('npm run verify, before it calls anybody,', () => {
  const typed = (opened: VerifyWorld, text: string, ...args: string[]) =>
    opened.verifyTyping(text, NUMBER, '--from', ROBOT, ...args);

  test('says what it will do, how many calls and about what they cost, and asks', async () => {
    const opened = await open();
    const person = ['--person', PERSON, '--environment', 'verify'];
    const { code, out } = await typed(opened, 'n\n', ...person);
    expect(out).toContain('Robots make 9 calls, one after the other, in about 9 minutes');
    expect(out).toContain('for about 30 US cents');
    expect(out).toContain('a caller who asks for a person, who is busy');
    expect(out).toContain(
      `${PERSON} is bound to the robots during the calls, and then again to: https://elsewhere.example/.`,
    );
    expect(out).toContain('No calls were made.');
    expect(placedBy(opened)).toEqual([]);
    expect(changesOf(opened)).toEqual([]);
    expect(code).toBe(0);
  });

  test('makes no call if nobody is there to answer', async () => {
    const opened = await open();
    const { code, err } = await opened.verify(NUMBER, '--from', ROBOT);
    expect(code).toBe(2);
    expect(err).toContain('--yes');
    expect(placedBy(opened)).toEqual([]);
  });

  test.each([
    [
      'without --from, and lists the numbers',
      [NUMBER],
      2,
      `Pass one with --from: ${ROBOT} (bound to nothing), ${PERSON} (bound to https`,
    ],
    [
      'from the number itself',
      [NUMBER, '--from', NUMBER],
      2,
      'Which number should the robot call from',
    ],
    [
      'with a person only',
      [NUMBER, '--from', ROBOT, '--person', PERSON],
      2,
      'Add --environment verify --deploy',
    ],
    [
      'without a person',
      [NUMBER, '--from', ROBOT, '--environment', 'verify'],
      2,
      `Pass one with --person: ${PERSON}`,
    ],
    [
      'in the environment of the number',
      [NUMBER, '--from', ROBOT, '--person', PERSON, '--environment', 'dev'],
      2,
      'uses the environment dev itself',
    ],
    [
      'with an unknown scenario',
      [NUMBER, '--from', ROBOT, '--only', 'nonsense'],
      2,
      'is not a scenario',
    ],
    [
      'with keys that no telephone has',
      [NUMBER, '--from', ROBOT, '--keys', '1,2'],
      2,
      'are not keys of a telephone',
    ],
    [
      'with words that are too long',
      [NUMBER, '--from', ROBOT, '--say', 'x'.repeat(501)],
      2,
      'at most 500 characters',
    ],
    [
      'with a workflow that is no SID',
      [NUMBER, '--from', ROBOT, '--workflow', 'Support'],
      2,
      'is not the SID of a TaskRouter workflow',
    ],
    [
      'with a workflow of another account',
      [NUMBER, '--from', ROBOT, '--workflow', `WW${'b'.repeat(32)}`],
      1,
      'is not in this account',
    ],
    ['without a number', [], 2, 'Which number?'],
    ['with --events before any run', ['--events'], 1, 'Nothing was verified from this folder yet'],
  ])('does not run %s', async (_how, args, code, words) => {
    const opened = await open();
    const finished = await opened.verify(...args);
    expect(finished).toMatchObject({ code, err: expect.stringContaining(words) });
    expect(placedBy(opened)).toEqual([]);
  });

  test('refuses an environment that can reach others than the robot', async () => {
    const opened = await open();
    const environment = opened.world.rest.services[0]?.environments[1];
    environment?.variables.push(newVariable('SYSTEM_DESTINATION', '+15550109999'));
    const { code, err } = await opened.verify(...EVERYTHING);
    expect(code).toBe(1);
    expect(err).toContain('SYSTEM_DESTINATION leads elsewhere');
    expect(changesOf(opened)).toEqual([]);
  });

  test('never overwrites an environment that was not deployed for it', async () => {
    const opened = await open();
    const staging = opened.world.rest.addEnvironment('voice-agent', 'staging');
    staging.variables.push(newVariable('AGENT_DESTINATION', '+15550109999'));
    const own = ['--person', PERSON, '--environment', 'staging', '--deploy', '--yes'];
    const { code, err } = await opened.verify(NUMBER, '--from', ROBOT, ...own);
    expect(code).toBe(1);
    expect(err).toContain('The environment staging already exists');
    expect(staging.build_sid).toBeNull();
    expect(changesOf(opened)).toEqual([]);
  });

  test('says that an environment is not deployed before it asks', async () => {
    const opened = await open();
    const own = ['--person', PERSON, '--environment', 'other'];
    const { code, err } = await opened.verify(NUMBER, '--from', ROBOT, ...own);
    expect(code).toBe(1);
    expect(err).toContain('The environment other is not deployed yet.');
    expect(err).toContain('--deploy');
  });

  test('says of a trial account that it cannot be verified', async () => {
    const opened = await open();
    opened.world.rest.account.type = 'Trial';
    const { code, err } = await opened.verify(...SAFE);
    expect(code).toBe(1);
    expect(err).toContain('This is a trial account: it has one number');
    expect(placedBy(opened)).toEqual([]);
  });
});

test('npm run verify says what an account with one concurrent call cannot show', async () => {
  const { verify } = await open({ concurrentCalls: 1 });
  const { code, out } = await verify(...SAFE);
  expect(code).toBe(0);
  const { evidence } = read(out).answers.find(({ id }) => id === 'P3') ?? {};
  expect(evidence?.join()).toContain('error 10004');
  expect(notSeen(out).some((answer) => answer.endsWith('otherwise'))).toBe(false);
});

test('npm run verify says if it cannot find the call at the number', async () => {
  const opened = await open();
  opened.world.rest.alterAnswers((text, { method, path }) =>
    method === 'GET' && path.endsWith('/Calls.json') ? text.replaceAll('"inbound"', '"?"') : text,
  );
  const { code, out } = await opened.verify(...SAFE, '--only', 'hang-up');
  const { verdict, evidence } = read(out).answers.find(({ id }) => id === '2') ?? {};
  expect(verdict).toBe('not seen');
  expect(evidence?.join()).toContain('the call did not arrive');
  expect(code).toBe(0);
});

test('Ctrl-C during npm run verify hangs up the call, and puts the numbers back', async () => {
  const opened = await open();
  const before = [ROBOT, PERSON].map((number) => settingsOf(opened, number));
  const { rest } = opened.world;
  rest.alterAnswers((text, { method, path }) => {
    if (method === 'POST' && path.endsWith('/Calls.json')) opened.interrupt.abort();
    return text;
  });
  const { code, err } = await opened.verify(...EVERYTHING);
  expect(code).toBe(1);
  expect(err).toContain('Stopped. The call is hung up, and the numbers are as they were before.');
  expect(placedBy(opened)).toHaveLength(1);
  const [{ sid = '' } = {}] = placedBy(opened);
  expect(rest.requests).toContainEqual(
    expect.objectContaining({
      method: 'POST',
      path: expect.stringContaining(`/Calls/${sid}.json`),
    }),
  );
  expect([ROBOT, PERSON].map((number) => settingsOf(opened, number))).toEqual(before);
});

test('Ctrl-C while the numbers are bound to the robots puts them back', async () => {
  const opened = await open();
  const before = [ROBOT, PERSON].map((number) => settingsOf(opened, number));
  opened.world.rest.alterAnswers((text, { method, path }) => {
    if (method === 'POST' && path.includes('IncomingPhoneNumbers')) opened.interrupt.abort();
    return text;
  });
  const { code } = await opened.verify(...EVERYTHING, '--only', 'person');
  expect(code).toBe(1);
  expect([ROBOT, PERSON].map((number) => settingsOf(opened, number))).toEqual(before);
});

test('Ctrl-C ends the npm run verify of a terminal with exit code 1, and the numbers are put back', async () => {
  const opened = await open();
  const before = [ROBOT, PERSON].map((number) => settingsOf(opened, number));
  const { rest } = opened.world;
  const child = spawn(
    process.execPath,
    commandLine('verify', [...EVERYTHING, '--only', 'person']),
    {
      cwd: opened.folder,
      env: { PATH: process.env.PATH, ...variablesFor(rest) },
      stdio: 'ignore',
    },
  );
  rest.alterAnswers((text, { method, path }) => {
    if (method === 'POST' && path.endsWith('/Calls.json')) child.kill('SIGINT');
    return text;
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(1);
  expect(placedBy(opened)).toHaveLength(1);
  expect([ROBOT, PERSON].map((number) => settingsOf(opened, number))).toEqual(before);
});

test('after a crash, the next npm run verify first puts the numbers back', async () => {
  const opened = await open();
  const before = settingsOf(opened, PERSON);
  let changes = 0;
  // From the first call on Twilio is out of reach, so that nothing can be restored.
  opened.world.rest.alterAnswers((text, { path }) => {
    changes += path.endsWith('/Calls.json') ? 1 : 0;
    return changes > 0 ? '<html>Signed out</html>' : text;
  });
  expect((await opened.verify(...EVERYTHING, '--only', 'person')).code).toBe(1);
  opened.world.rest.alterAnswers(undefined);
  const number = opened.world.rest.numbers.find(({ phone_number }) => phone_number === PERSON);
  Object.assign(number ?? {}, { voice_url: 'https://left.example/behind' });

  const { code, err } = await opened.verify('--restore');
  expect(code).toBe(0);
  expect(err).toContain(`${PERSON} is bound as it was before.`);
  expect(settingsOf(opened, PERSON)).toEqual(before);
});

test('npm run verify -- --report writes a table, and nothing shows a key, a stream or a robot’s number', async () => {
  const opened = await open();
  const { out, err } = await opened.verify(
    ...EVERYTHING,
    '--report',
    'verify.md',
    '--only',
    'person',
  );
  const report = readFileSync(join(opened.folder, 'verify.md'), 'utf8');
  expect(report).toContain(`# Verification of ${NUMBER}`);
  expect(report).toMatch(
    /^\| P5 \| A caller who asks for a person reaches one \| seen \| CA\w{32} at /m,
  );
  expect(report).toMatch(
    /^\| A2 \| .*`<Connect>`.* \| not seen \| it was not requested \(--only\) \|/m,
  );
  const kept = readFileSync(join(opened.folder, '.verify.json'), 'utf8');
  const { authToken } = opened.world.rest.account;
  for (const text of [out, report, kept]) {
    for (const secret of ['wss:', 'local-secret', authToken, ROBOT, PERSON, '?']) {
      expect(text).not.toContain(secret);
    }
  }
  expect(err).not.toContain(authToken);
});

test('npm run verify says that it cannot write the report', async () => {
  const opened = await open({ number: { voice_url: null, voice_fallback_url: null } });
  const { code, err } = await opened.verify(...SAFE, '--report', 'no/such/folder.md');
  expect(code).toBe(1);
  expect(err).toContain('Choose a file in a folder that exists.');
});

test('npm run verify prints a table for people', async () => {
  const opened = await open({ number: { voice_url: null, voice_fallback_url: null } });
  const { out } = await opened.verify(NUMBER, '--from', ROBOT, '--yes');
  expect(out).toContain('✗ otherwise P1   The number sends its calls to the service');
  expect(out).toContain('    the number has no voice URL: its calls fail');
  expect(out).toContain('    → Bind it with `npm run bind-number -- +1…`.');
  expect(out).toMatch(/\d+ not seen, 1 otherwise\. docs/m);
});

test('npm run verify -- --events says which file it cannot read', async () => {
  const opened = await open();
  const file = join(opened.folder, '.verify.json');
  writeFileSync(file, '{}');
  expect(existsSync(file)).toBe(true);
  const { code, err } = await opened.verify('--events');
  expect(code).toBe(1);
  expect(err).toContain(`${file} cannot be read`);
});
