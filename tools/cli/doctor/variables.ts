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
    // A misspelled variable can look like one with a line, so the lines are shown.
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
  return sizeProblems(settings.variables).map((text) => {
    const [name = ''] = text.split(' ');
    const fix = name in settings.variables ? `Shorten ${name}` : 'Remove or shorten some of them';
    return problem(`${text}.`, `${fix} in ${file}.`);
  });
}

/** What is larger than Twilio allows; each about one variable begins with its name. */
export function sizeProblems(variables: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(variables);
  const bytes = (texts: string[]) => Buffer.byteLength(texts.join(''));
  const long = entries
    .filter(([, value]) => bytes([value]) > MAX_VALUE_BYTES)
    .map(
      ([name, value]) => `${name} has ${bytes([value])} bytes; Twilio allows ${MAX_VALUE_BYTES}`,
    );
  const all = bytes(entries.flat());
  if (all <= MAX_ALL_BYTES) return long;
  return [...long, `The variables have ${all} bytes in total; Twilio allows ${MAX_ALL_BYTES}`];
}

/** Whether a variable is a host that only this machine has; undefined if not. */
export function localHostProblem(name: string, value: string): string | undefined {
  if (!/_(API_HOST|URL)$/.test(readName(name)?.base ?? '') || !isLoopback(value)) return undefined;
  return `${name} is ${value}, which is on this machine: Twilio cannot reach it`;
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
    const found = localHostProblem(name, value);
    if (found === undefined) continue;
    const text = `${found}.`;
    const fix = `Set ${name} in ${file} to the real host before you deploy.`;
    findings.push(deploying ? problem(text, fix) : warning(text, fix));
  }
  return findings;
}
