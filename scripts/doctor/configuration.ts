import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConcluder } from '../../src/agents/concluder';
import { readConnector } from '../../src/agents/connector';
import { readHandOffConfig } from '../../src/hand-off/config';
import { LOG_VARIABLES } from '../../src/runtime/log';
import { type Environment, type Reading, readVariables } from '../../src/runtime/variables';
import { readEngageConfig } from '../../src/voice/config';
import { DESTINATION_VARIABLES } from '../../src/voice/destinations';

/** Everything that the service reads of its variables. */
const READERS: readonly ((environment: Environment) => Reading<unknown>)[] = [
  readConnector,
  readConcluder,
  readEngageConfig,
  (environment) => readVariables(environment, LOG_VARIABLES),
];

/** What the service itself would find wrong with its variables: sentences that begin with a name. */
export function configurationFaults(environment: Environment): string[] {
  const lines = [undefined, ...linesOf(environment)];
  const faults = [
    ...READERS.flatMap((read) => read(environment).faults),
    ...lines.flatMap((line) => readHandOffConfig(environment, line).faults),
  ];
  return [...new Set(faults)];
}

const DESTINATION = new RegExp(`^(${Object.values(DESTINATION_VARIABLES).join('|')})(_(\\w+))?$`);

/** The names of the variables that hold destinations, for whichever line. */
export function destinationNames(environment: Environment): string[] {
  return Object.keys(environment).filter((name) => DESTINATION.test(name));
}

function linesOf(environment: Environment): string[] {
  return destinationNames(environment).flatMap((name) => DESTINATION.exec(name)?.[3] ?? []);
}

/** The variables that nothing reads: misspelt ones, mostly. */
export function unknownNames(names: readonly string[], root: string): string[] {
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const known = new Set(example.match(/^[A-Z][A-Z0-9_]*(?==)/gm));
  const others = /^(ACCOUNT_SID|AUTH_TOKEN|DOMAIN_NAME|TWILIO_[A-Z_]+)$/;
  return names.filter((name) => !known.has(name) && !DESTINATION.test(name) && !others.test(name));
}
