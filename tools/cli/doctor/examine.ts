import type { Terminal } from '../command/terminal';
import { asappCheck } from './asapp';
import { callerIdCheck } from './caller-id';
import { type Check, type Finding, leftOut, type Patient } from './check';
import { dependencyChecks } from './dependencies';
import { functionsCheck } from './functions';
import { nodeCheck } from './node';
import { rescueCheck } from './rescue';
import { twilioCheck } from './twilio';
import { variablesCheck } from './variables';

/** All checks; a deploy builds by itself, and so leaves out what a build mends. */
export function checksFor(patient: Patient): Check[] {
  return [
    nodeCheck,
    ...dependencyChecks,
    ...(patient.deploying ? [] : [functionsCheck]),
    variablesCheck,
    rescueCheck,
    callerIdCheck,
    asappCheck,
    twilioCheck,
  ];
}

/** Runs the checks, prints what they find as they find it, and gives all of it. */
export async function examine(
  checks: readonly Check[],
  patient: Patient,
  { offline }: { readonly offline: boolean },
  terminal: Terminal,
): Promise<Finding[]> {
  const all: Finding[] = [];
  for (const check of checks) {
    const findings =
      check.online && offline
        ? [leftOut(`${check.title}: --offline was given`)]
        : await terminal.progress(`Checking ${check.title}`, async () => check.run(patient));
    for (const finding of findings) printFinding(finding, terminal);
    all.push(...findings);
  }
  return all;
}

const MARKS = {
  good: ['✓', 'green'],
  doubtful: ['!', 'yellow'],
  bad: ['✗', 'red'],
  'left-out': ['-', 'dim'],
} as const;

function printFinding({ verdict, text, mend }: Finding, terminal: Terminal): void {
  const [mark, style] = MARKS[verdict];
  terminal.say(
    `${terminal.style(style, mark)} ${verdict === 'left-out' ? 'left out: ' : ''}${text}`,
  );
  if (mend) terminal.say(`  → ${mend}`);
}
