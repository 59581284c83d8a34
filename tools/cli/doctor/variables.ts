import { relative } from 'node:path';
import { isLoopback } from '../twilio/loopback';
import { type Check, type Finding, ok, type Project, problem, warning } from './check';
import { configurationProblems, unreadVariables } from './configuration';
import { linesOf, readName } from './names';

/** Twilio's limits, in bytes; https://www.twilio.com/docs/serverless/functions-assets/functions/variables */
const MAX_VALUE_BYTES = 450;
const MAX_ALL_BYTES = 3_000;

export const variablesCheck: Check = {
  title: 'the variables',
  online: false,
  run: (project) => {
    const { settings, root } = project;
    const file = relative(root, settings.envFile);
    if (!settings.envFileExists) {
      return [
        problem(
          `The env file ${file} does not exist.`,
          `Copy .env.example to ${file} and fill it in.`,
        ),
      ];
    }
    const findings = [
      ...checkValues(project, file),
      ...checkSizes(project, file),
      ...checkLocalValues(project, file),
    ];
    const names = Object.keys(settings.variables);
    const lines = linesOf(settings.variables);
    if (!findings.some(({ verdict }) => verdict === 'problem')) {
      findings.unshift(
        ok(`${file}: ${names.length} variables, all valid and within Twilio's limits`),
      );
    }
    // A misspelt variable can look like one with a line, so the lines are shown.
    if (lines.length > 0)
      findings.push(ok(`${file} has variables for the lines ${lines.join(', ')}`));
    return findings;
  },
};

function checkValues({ settings, root }: Project, file: string): Finding[] {
  const problems = configurationProblems(settings.variables);
  return [
    ...problems.map((text) => problem(`${text}.`, fixFor(text, file))),
    ...unreadVariables(Object.keys(settings.file), root).map(({ name, reason, fix }) =>
      warning(
        `Nothing reads the variable ${name}${reason ? `: ${reason}` : ''}.`,
        `${fix} in ${file}.`,
      ),
    ),
  ];
}

/** Each text begins with the name of its variable. */
function fixFor(text: string, file: string): string {
  const name = text.split(' ')[0] ?? '';
  return `${text.endsWith('is missing') ? 'Set' : 'Correct'} ${name} in ${file}; .env.example explains it.`;
}

function checkSizes({ settings }: Project, file: string): Finding[] {
  const sizes = Object.entries(settings.variables).map(([name, value]) => ({
    name,
    bytes: Buffer.byteLength(value),
    all: Buffer.byteLength(name) + Buffer.byteLength(value),
  }));
  const all = sizes.reduce((sum, size) => sum + size.all, 0);
  const findings = sizes
    .filter(({ bytes }) => bytes > MAX_VALUE_BYTES)
    .map(({ name, bytes }) =>
      problem(
        `${name} has ${bytes} bytes; Twilio allows ${MAX_VALUE_BYTES}.`,
        `Shorten ${name} in ${file}.`,
      ),
    );
  if (all <= MAX_ALL_BYTES) return findings;
  return [
    ...findings,
    problem(
      `The variables have ${all} bytes in total; Twilio allows ${MAX_ALL_BYTES}.`,
      `Remove or shorten some of them in ${file}.`,
    ),
  ];
}

/** What works on this machine and fails in Twilio's cloud. */
function checkLocalValues({ settings, deploying }: Project, file: string): Finding[] {
  const findings: Finding[] = [];
  if (settings.file.DOMAIN_NAME) {
    const [text, fix] = [
      'DOMAIN_NAME is set: Twilio sets it itself, and this value would be wrong in the cloud.',
      `Remove DOMAIN_NAME from ${file}.`,
    ];
    findings.push(deploying ? problem(text, fix) : warning(text, fix));
  }
  for (const [name, value] of Object.entries(settings.variables)) {
    if (!/_(API_HOST|URL)$/.test(readName(name)?.base ?? '') || !isLoopback(value)) continue;
    const text = `${name} is ${value}, which is on this machine: Twilio cannot reach it.`;
    const fix = `Set ${name} in ${file} to the real host before you deploy.`;
    findings.push(deploying ? problem(text, fix) : warning(text, fix));
  }
  return findings;
}
