import { relative } from 'node:path';
import { isLoopback } from '../twilio/loopback';
import { bad, type Check, doubtful, type Finding, good, type Patient } from './check';
import { configurationFaults, unknownNames } from './configuration';

/** Twilio's limits, in bytes; https://www.twilio.com/docs/serverless/functions-assets/functions/variables */
const MAX_VALUE_BYTES = 450;
const MAX_ALL_BYTES = 3_000;

export const variablesCheck: Check = {
  title: 'the variables',
  online: false,
  run: (patient) => {
    const { settings, root } = patient;
    const file = relative(root, settings.envFile);
    if (!settings.envFileExists) {
      return [
        bad(`The env file ${file} does not exist.`, `Copy .env.example to ${file} and fill it in.`),
      ];
    }
    const findings = [
      ...checkValues(patient, file),
      ...checkSizes(patient, file),
      ...checkPlace(patient, file),
    ];
    const names = Object.keys(settings.variables);
    if (!findings.some(({ verdict }) => verdict === 'bad')) {
      findings.unshift(good(`${file}: ${names.length} variables, well-formed and within limits`));
    }
    return findings;
  },
};

function checkValues({ settings, root }: Patient, file: string): Finding[] {
  const problems = configurationFaults(settings.variables);
  return [
    ...problems.map((problem) => bad(`${problem}.`, mendOf(problem, file))),
    ...unknownNames(Object.keys(settings.file), root).map((name) =>
      doubtful(`${name} is a variable that nothing reads.`, `Correct its name in ${file}.`),
    ),
  ];
}

/** A problem begins with the name of its variable, and says what is wanted. */
function mendOf(problem: string, file: string): string {
  const name = problem.split(' ')[0] ?? '';
  return `${problem.endsWith('is missing') ? 'Set' : 'Correct'} ${name} in ${file}; .env.example says what it is.`;
}

function checkSizes({ settings }: Patient, file: string): Finding[] {
  const sizes = Object.entries(settings.variables).map(([name, value]) => ({
    name,
    bytes: Buffer.byteLength(value),
    all: Buffer.byteLength(name) + Buffer.byteLength(value),
  }));
  const all = sizes.reduce((sum, size) => sum + size.all, 0);
  const findings = sizes
    .filter(({ bytes }) => bytes > MAX_VALUE_BYTES)
    .map(({ name, bytes }) =>
      bad(
        `${name} has ${bytes} bytes; Twilio takes ${MAX_VALUE_BYTES}.`,
        `Shorten ${name} in ${file}.`,
      ),
    );
  if (all <= MAX_ALL_BYTES) return findings;
  return [
    ...findings,
    bad(
      `The variables have ${all} bytes in all; Twilio takes ${MAX_ALL_BYTES}.`,
      `Remove or shorten some in ${file}.`,
    ),
  ];
}

/** What is right on this machine, and wrong in Twilio's cloud. */
function checkPlace({ settings, deploying }: Patient, file: string): Finding[] {
  const findings: Finding[] = [];
  if (settings.file.DOMAIN_NAME) {
    const [text, mend] = [
      'DOMAIN_NAME is set: Twilio sets it, and a value of your own would be wrong elsewhere.',
      `Remove DOMAIN_NAME from ${file}.`,
    ];
    findings.push(deploying ? bad(text, mend) : doubtful(text, mend));
  }
  for (const [name, value] of Object.entries(settings.variables)) {
    if (!name.endsWith('_API_HOST') || !isLoopback(value)) continue;
    const text = `${name} is ${value}, on this machine: Twilio cannot reach it.`;
    const mend = `Set ${name} in ${file} to the real host before you deploy.`;
    findings.push(deploying ? bad(text, mend) : doubtful(text, mend));
  }
  return findings;
}
