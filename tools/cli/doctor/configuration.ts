import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectAgent } from '../../../src/agents/select-agent';
import { readAsappConfig } from '../../../src/asapp/config';
import { readClerkConfig } from '../../../src/clerk/config';
import { readHandOffConfig } from '../../../src/hand-off/config';
import { LOG_VARIABLES } from '../../../src/runtime/log';
import { type Environment, type Parsed, readVariables } from '../../../src/runtime/variables';
import { readSignalWireConfig, readSigningKey } from '../../../src/signalwire/config';
import { readConferenceStreamConfig } from '../../../src/signalwire/stream-config';
import {
  readTranscribeHandOff,
  readTranscriptionOptions,
  TRANSCRIBE_VARIABLES,
} from '../../../src/transcription/options';
import { DESTINATION_VARIABLES } from '../../../src/voice/destinations';
import { readEngageConfig } from '../../../src/voice/engage-config';

type Reader = (environment: Environment) => Parsed<unknown>;

/** A call whose URL names no voice agent. */
const ANY_CALL = { voiceAgent: undefined };

const NOTHING: Parsed<undefined> = { value: undefined, problems: [] };

/** Everything that the service reads of its variables. */
const READERS: readonly Reader[] = [
  (environment) => selectAgent(environment, ANY_CALL),
  readEngageConfig,
  (environment) => readTranscriptionOptions(environment, {}),
  (environment) => readVariables(environment, TRANSCRIBE_VARIABLES),
  (environment) =>
    readTranscribeHandOff(environment).value ? readAsappConfig(environment) : NOTHING,
  (environment) => readVariables(environment, LOG_VARIABLES),
  where(/^CLERK_/, readClerkConfig),
  where(/^(SIGNALWIRE|CONFERENCE_STREAM)_/, readSignalWireConfig),
  where(/^(SIGNALWIRE|CONFERENCE_STREAM)_/, readSigningKey),
  where(/^(SIGNALWIRE|CONFERENCE_STREAM)_/, readConferenceStreamConfig),
];

/** A system that is not wanted has nothing to be wrong: it is, where one of its variables is set. */
function where(names: RegExp, read: Reader): Reader {
  return (environment) => {
    const isWanted = Object.keys(environment).some((name) => names.test(name));
    return isWanted ? read(environment) : NOTHING;
  };
}

/** What the service itself would find wrong with its variables: sentences that begin with a name. */
export function configurationFaults(environment: Environment): string[] {
  const lines = [undefined, ...linesOf(environment)];
  const problems = [
    ...READERS.flatMap((read) => read(environment).problems),
    ...lines.flatMap((line) => readHandOffConfig(environment, line).problems),
  ];
  return [...new Set(problems)];
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
