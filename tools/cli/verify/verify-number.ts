import { readAsappConfig } from '../../../src/asapp/config';
import { CommandFailure, UsageFailure } from '../command/failure';
import type { Terminal } from '../command/terminal';
import { findNumber } from '../numbers/find';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import { openSession, type Session } from '../twilio/session';
import { ASSUMPTIONS } from './assumptions';
import { withEvents } from './events';
import type { Verification } from './evidence';
import { type Answer, answer } from './judgement';
import { findWorkflow } from './left-task';
import { readNumber } from './number';
import type { VerifyOptions } from './options';
import { deployOwn, findOwn } from './own-environment';
import type { Pause } from './place-call';
import { changedNumbers, planOf, printPlan } from './plan';
import { printAnswers, writeReport } from './print';
import { PROMISES } from './promises';
import { ownEnvironment, robotNumber } from './robots';
import { keepRun, lastRun } from './run-file';
import { runScenarios } from './run-scenarios';
import type { Words } from './scenarios';
import { restoreNumbers } from './temporary-bindings';

const MOST_WORDS = 500;

/** Makes the calls, or reads those of the last run again, and says what they prove; returns the exit code. */
export async function verifyNumber(
  values: VerifyOptions,
  phoneNumber: string | undefined,
  pause: Pause,
  terminal: Terminal,
): Promise<number> {
  const session = await openSession({ env: values.env, production: values.production }, terminal);
  await restoreNumbers(session.client, terminal);
  if (values.restore) return 0;
  const run = values.events
    ? await withEvents(session.client, lastRun(terminal.cwd))
    : await verify(session, values, phoneNumber, pause, terminal);
  if (!run) return 0;
  keepRun(run, terminal.cwd);
  const answers = answer([...PROMISES, ...ASSUMPTIONS], run);
  printAnswers(run, answers, terminal);
  if (values.report) writeReport(values.report, run, answers, terminal);
  if (!values.events) noteEvents(run, terminal);
  return exitCode(answers);
}

/** Plans, asks, and makes the calls; undefined if the person at the terminal does not want them. */
async function verify(
  session: Session,
  values: VerifyOptions,
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

function readWords({ say, 'ask-for-person': ask, keys }: VerifyOptions): Words {
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
