import { UsageFailure } from '../command/failure';
import { table } from '../command/help';
import type { Terminal } from '../command/terminal';
import { describeBinding } from '../numbers/binding';
import type { BoundNumber } from '../numbers/find';
import type { VerifiedNumber } from './number';
import { SCENARIOS, type Scenario } from './scenarios';

/** About what a call costs, in US cents: both legs, the stream and what is spoken. */
const CENTS_PER_LEG = 1;
const SECONDS_PER_CALL = 60;

/** Without a flow, another scenario shows the same, or nothing would. */
const needsFlow = ['direct-hang-up', 'flow-parameters', 'flow-destination'];

/** Which scenarios run, and why the others do not. */
export interface Plan {
  readonly scenarios: readonly Scenario[];
  readonly skipped: Readonly<Record<string, string>>;
}

export interface Means {
  readonly number: VerifiedNumber;
  /** The separate environment and the person's number were given. */
  readonly hasOwn: boolean;
  /** A workflow was given, in which a caller can wait. */
  readonly hasWorkflow: boolean;
  /** Only these; undefined for all. */
  readonly only: readonly string[] | undefined;
}

export function planOf({ number, hasOwn, hasWorkflow, only }: Means): Plan {
  const unknown = only?.find((name) => !SCENARIOS.some((one) => one.name === name));
  if (unknown !== undefined) {
    throw new UsageFailure(
      `--only ${unknown} is not a scenario.`,
      `They are: ${SCENARIOS.map(({ name }) => name).join(', ')}.`,
    );
  }
  const isFlow = number.flowSid !== undefined;
  const reasonAgainst = ({ name, place, line }: Scenario): string | undefined => {
    if (only && !only.includes(name)) return 'it was not requested (--only)';
    if (place === 'number' && number.facts.boundTo === 'nothing')
      return 'the number takes no calls';
    if (needsFlow.includes(name) && !isFlow) return 'the number is not bound to a flow';
    if (line === 'verify-leave' && !hasWorkflow) {
      return 'it needs --workflow, besides --environment and --person';
    }
    if (place !== 'number' && !hasOwn) return 'it needs --environment and --person';
    return undefined;
  };
  const skipped: Record<string, string> = {};
  const scenarios = SCENARIOS.filter((scenario) => {
    const reason = reasonAgainst(scenario);
    if (reason !== undefined) skipped[scenario.name] = reason;
    return reason === undefined;
  });
  return { scenarios, skipped };
}

/** Says what will happen, before anything does. */
export function printPlan(
  { scenarios }: Plan,
  called: BoundNumber,
  changed: readonly BoundNumber[],
  terminal: Terminal,
): void {
  const legs = scenarios.reduce((sum, scenario) => sum + scenario.legs, 0);
  const minutes = Math.ceil((scenarios.length * SECONDS_PER_CALL) / 60);
  const calls = scenarios.length === 1 ? '1 call' : `${scenarios.length} calls`;
  terminal.say(
    `Robots make ${calls}, one after the other, in about ${minutes} minutes, for about ${legs * CENTS_PER_LEG} US cents:`,
  );
  terminal.say(table(scenarios.map(({ name, summary }) => [name, summary])));
  if (scenarios.some(({ place }) => place === 'number')) {
    terminal.say(
      `\n${called.phoneNumber} stays as it is. If its service dials somebody for the robot, the robot hangs up at once.`,
    );
  }
  if (scenarios.some(({ line }) => line === 'verify-leave')) {
    terminal.say('A task waits in the workflow for at most 20 seconds: nobody may work there.');
  }
  for (const { phoneNumber, binding } of changed) {
    terminal.say(
      `${phoneNumber} is bound to the robots during the calls, and then again to: ${describeBinding(binding)}.`,
    );
  }
}

/** The numbers whose binding a plan changes. */
export function changedNumbers(
  { scenarios }: Plan,
  from: BoundNumber,
  person: BoundNumber | undefined,
): BoundNumber[] {
  return [
    ...(scenarios.some(({ place }) => place !== 'number') ? [from] : []),
    ...(person && scenarios.some((one) => one.person) ? [person] : []),
  ];
}
