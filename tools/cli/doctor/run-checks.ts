import type { Terminal } from '../command/terminal';
import { asappCheck } from './asapp';
import { callerIdCheck } from './caller-id';
import { type Check, type Finding, type Project, skipped } from './check';
import { clientParametersCheck } from './client-parameters';
import { dependencyChecks, nodeCheck } from './dependencies';
import { apologyCheck, fallbackCheck, shareCheck } from './destinations';
import { functionsCheck } from './functions';
import { holdMusicCheck } from './hold-music';
import { overwrittenCheck } from './overwritten';
import { recordingCheck } from './recording';
import { regionCheck } from './region';
import { twilioCheck } from './twilio';
import { unusedCheck } from './unused';
import { variablesCheck } from './variables';

/** All checks; a deploy builds the functions itself, so it skips what a build fixes. */
export function checksFor(project: Project): Check[] {
  return [
    nodeCheck,
    ...dependencyChecks,
    ...(project.deploying ? [] : [functionsCheck]),
    variablesCheck,
    fallbackCheck,
    apologyCheck,
    shareCheck,
    callerIdCheck,
    clientParametersCheck,
    recordingCheck,
    unusedCheck,
    asappCheck,
    holdMusicCheck,
    regionCheck,
    twilioCheck,
    ...(project.deploying ? [overwrittenCheck] : []),
  ];
}

/** Runs the checks one after the other, prints each finding at once, and returns them all. */
export async function runChecks(
  checks: readonly Check[],
  project: Project,
  { offline }: { readonly offline: boolean },
  terminal: Terminal,
): Promise<Finding[]> {
  const all: Finding[] = [];
  for (const check of checks) {
    const findings =
      check.online && offline
        ? [skipped(`${check.title} (--offline)`)]
        : await terminal.progress(`Checking ${check.title}`, async () => check.run(project));
    for (const finding of findings) printFinding(finding, terminal);
    all.push(...findings);
  }
  return all;
}

const MARKS = {
  ok: ['✓', 'green'],
  warning: ['!', 'yellow'],
  problem: ['✗', 'red'],
  skipped: ['-', 'dim'],
} as const;

function printFinding({ verdict, text, fix }: Finding, terminal: Terminal): void {
  const [mark, style] = MARKS[verdict];
  terminal.say(`${terminal.style(style, mark)} ${verdict === 'skipped' ? 'skipped: ' : ''}${text}`);
  if (fix) terminal.say(`  → ${fix}`);
}
