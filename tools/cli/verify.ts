/** `npm run verify`: robots call the number, and what happened is compared with what is promised. */
import { setTimeout as delay } from 'node:timers/promises';
import { readAsappConfig } from '../../src/asapp/config';
import { defineCommand, runAsProgram } from './command/command';
import { CommandFailure, UsageFailure } from './command/failure';
import type { Arguments, COMMON_OPTIONS } from './command/options';
import type { Terminal } from './command/terminal';
import { findNumber } from './numbers/find';
import { explained } from './twilio/explain';
import type { Nullable } from './twilio/nullable';
import { openSession, type Session } from './twilio/session';
import { SETTINGS_OPTIONS } from './twilio/settings';
import { ASSUMPTIONS } from './verify/assumptions';
import { withEvents } from './verify/events';
import type { Verification } from './verify/evidence';
import { type Answer, answer } from './verify/judgement';
import { findWorkflow } from './verify/left-task';
import { readNumber } from './verify/number';
import { deployOwn, findOwn } from './verify/own-environment';
import type { Pause } from './verify/place-call';
import { changedNumbers, planOf, printPlan } from './verify/plan';
import { printAnswers, writeReport } from './verify/print';
import { PROMISES } from './verify/promises';
import { ownEnvironment, robotNumber } from './verify/robots';
import { keepRun, lastRun } from './verify/run-file';
import { runScenarios } from './verify/run-scenarios';
import { SCENARIOS, type Words } from './verify/scenarios';
import { restoreNumbers } from './verify/temporary-bindings';

const MOST_WORDS = 500;

const options = {
  from: {
    type: 'string',
    value: '+1…',
    description: 'the number in your account that the robot calls from',
  },
  person: {
    type: 'string',
    value: '+1…',
    description:
      'the number in your account that is dialed as the person; rebound during the calls',
  },
  workflow: {
    type: 'string',
    value: 'WW…',
    description:
      'a TaskRouter workflow in which nobody works: adds the scenario leave, whose task is there for a moment',
  },
  say: { type: 'string', value: 'WORDS', description: 'what the robot says to end a conversation' },
  'ask-for-person': {
    type: 'string',
    value: 'WORDS',
    description: 'what the robot says to get a person',
  },
  keys: {
    type: 'string',
    value: 'DIGITS',
    description: 'keys that the robot presses after the greeting; w waits half a second',
  },
  only: {
    type: 'string',
    value: 'SCENARIO',
    multiple: true,
    description: `only this scenario: ${SCENARIOS.map(({ name }) => name).join(', ')}`,
  },
  events: {
    type: 'boolean',
    description: 'add what Twilio requested in the last run’s calls, 15 minutes after them',
  },
  report: { type: 'string', value: 'FILE.md', description: 'write a report to attach to a ticket' },
  restore: {
    type: 'boolean',
    description: 'only restore the numbers that an interrupted run left changed',
  },
  deploy: { type: 'boolean', description: 'deploy the separate environment first' },
  yes: { type: 'boolean', description: 'do not ask for confirmation' },
  ...SETTINGS_OPTIONS,
  environment: {
    type: 'string',
    value: 'NAME',
    description: 'a separate environment, such as verify, for calls that dial people or fail',
  },
} as const;

type Values = Arguments<typeof options & typeof COMMON_OPTIONS>['values'];

const realPause: Pause = (milliseconds, signal) =>
  delay(milliseconds, undefined, { signal }).catch(() => {});

/** The command, with the time between its requests to Twilio. */
export const verifyWith = (pause: Pause) =>
  defineCommand({
    name: 'verify',
    summary: 'Has robots call your number, and says which promises and assumptions hold.',
    arguments: '+15551234567',
    positionals: 1,
    options,
    examples: [
      ['+15551234567 --from +15557654321', 'two calls that change nothing'],
      [
        '+15551234567 --from +15557654321 --person +15559876543 --environment verify --deploy',
        'all calls; those that dial people or fail run in a separate environment',
      ],
      [
        '--events --report verify.md',
        '15 minutes later: the same, with everything that Twilio requested',
      ],
    ],
    notes: ['docs/verify.md explains each scenario. Ctrl-C hangs up and restores at any point.'],
    async run({ values, positionals }, terminal) {
      const session = await openSession(
        { env: values.env, production: values.production },
        terminal,
      );
      await restoreNumbers(session.client, terminal);
      if (values.restore) return 0;
      const run = values.events
        ? await withEvents(session.client, lastRun(terminal.cwd))
        : await verify(session, values, positionals[0], pause, terminal);
      if (!run) return 0;
      keepRun(run, terminal.cwd);
      const answers = answer([...PROMISES, ...ASSUMPTIONS], run);
      printAnswers(run, answers, terminal);
      if (values.report) writeReport(values.report, run, answers, terminal);
      if (!values.events) noteEvents(run, terminal);
      return exitCode(answers);
    },
  });

export const run = verifyWith(realPause);

/** Plans, asks, and makes the calls; undefined if the person at the terminal does not want them. */
async function verify(
  session: Session,
  values: Values,
  phoneNumber: string | undefined,
  pause: Pause,
  terminal: Terminal,
): Promise<Verification | undefined> {
  if (phoneNumber === undefined) {
    throw new UsageFailure('Which number?', 'Pass it in E.164, for instance +15551234567.');
  }
  const { client, settings } = session;
  await requireFullAccount(session);
  const called = await findNumber(client, phoneNumber);
  const words = readWords(values);
  const wanted = values.production ? '' : null;
  const number = await terminal.progress('Looking up the service', () =>
    readNumber(client, called.binding, wanted),
  );
  const from = await robotNumber(session, values.from, called, '--from', []);
  const own = await ownEnvironment(session, values, called, from, number);
  const workflow =
    values.workflow === undefined ? undefined : await findWorkflow(client, values.workflow);
  const [hasOwn, hasWorkflow] = [own !== undefined, workflow !== undefined];
  const plan = planOf({ number, hasOwn, hasWorkflow, only: values.only });
  const at = new Date().toISOString();
  const result = { phoneNumber, at, number: number.facts, skipped: { ...plan.skipped } };
  if (plan.scenarios.length === 0) return { ...result, evidence: [] };

  const reachable = {
    person: own?.person.phoneNumber ?? '',
    flowSid: number.flowSid,
    workflowSid: workflow?.sid,
  };
  const find = () => own && findOwn(client, settings, own.environment, reachable);
  // What is missing is said before anybody is asked.
  if (!values.deploy) await find();
  if (own && values.deploy) terminal.say(`The environment ${own.environment} is deployed first.`);
  printPlan(plan, called, changedNumbers(plan, from, own?.person), terminal);
  if (!values.yes && !(await terminal.confirm('Make these calls?'))) {
    terminal.say('No calls were made.');
    return undefined;
  }
  const interrupted = terminal.interrupted();
  if (own && values.deploy) {
    await deployOwn(client, settings, own.environment, reachable, terminal);
  }
  const service = await find();
  const evidence = await runScenarios(plan, {
    session,
    number,
    called,
    from,
    own: own && service ? { person: own.person, service } : undefined,
    workflow,
    words,
    asapp: readAsappConfig(settings.variables).value,
    pause,
    interrupted,
    terminal,
  });
  return { ...result, evidence };
}

/** @throws CommandFailure for a trial account: it has one number, and its calls begin with a notice */
async function requireFullAccount({ client, accountSid }: Session): Promise<void> {
  const account: Nullable<{ type: string; status: string }> = await explained(
    'read the account',
    () => client.api.v2010.accounts(accountSid).fetch(),
  );
  const { type, status } = account;
  if (type !== 'Trial' && (status ?? 'active') === 'active') return;
  throw new CommandFailure(
    type === 'Trial'
      ? 'This is a trial account: it has one number, and calls only verified ones, so no robot can call it.'
      : `The account is ${status}.`,
    'Upgrade or reactivate the account in the Twilio Console, then run the command again.',
    type === 'Trial' ? 'trial-account' : 'inactive-account',
  );
}

function readWords({ say, 'ask-for-person': ask, keys }: Values): Words {
  if (keys !== undefined && !/^[0-9*#w]{1,32}$/.test(keys)) {
    throw new UsageFailure(
      `--keys ${keys} are not keys of a telephone.`,
      'Use up to 32 digits, * and #, with a w for each half second to wait.',
    );
  }
  const long = [say, ask].find((words) => (words?.length ?? 0) > MOST_WORDS);
  if (long !== undefined) {
    throw new UsageFailure(
      `“${long.slice(0, 40)}…” is too long for a robot.`,
      `Use at most ${MOST_WORDS} characters.`,
    );
  }
  return {
    goodbye: say ?? 'No, thank you. That is all. Goodbye.',
    askForPerson: ask ?? 'I want to talk to a person, please.',
    keys,
  };
}

function noteEvents({ evidence }: Verification, terminal: Terminal): void {
  if (evidence.length === 0) return;
  terminal.note('In 15 minutes, `npm run verify -- --events` adds what Twilio requested.');
}

const exitCode = (answers: readonly Answer[]): number =>
  answers.some(({ verdict }) => verdict === 'otherwise') ? 1 : 0;

if (require.main === module) void runAsProgram(run);
