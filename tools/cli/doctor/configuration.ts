import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectAgent } from '../../../src/agents/select-agent';
import { readAsappConfig } from '../../../src/asapp/config';
import { readCallRecordConfig } from '../../../src/call-record/config';
import { readClerkConfig } from '../../../src/clerk/config';
import { readHandOffConfig } from '../../../src/hand-off/config';
import { LOG_VARIABLES } from '../../../src/runtime/log';
import {
  type Environment,
  forLine,
  type Parsed,
  readVariables,
} from '../../../src/runtime/variables';
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

/** A call whose URL does not name a voice agent. */
const ANY_CALL = { voiceAgent: undefined };

const NOTHING: Parsed<undefined> = { value: undefined, problems: [] };

/** Every way in which the service reads its variables. */
const READERS: readonly Reader[] = [
  (environment) => selectAgent(environment, ANY_CALL),
  readEngageConfig,
  (environment) => readTranscriptionOptions(environment, {}),
  (environment) => readVariables(environment, TRANSCRIBE_VARIABLES),
  (environment) =>
    readTranscribeHandOff(environment).value ? readAsappConfig(environment) : NOTHING,
  (environment) => readVariables(environment, LOG_VARIABLES),
  readCallRecordConfig,
  ifSet(/^CLERK_/, readClerkConfig),
  ifSet(/^(SIGNALWIRE|CONFERENCE_STREAM)_/, readSignalWireConfig),
  ifSet(/^(SIGNALWIRE|CONFERENCE_STREAM)_/, readSigningKey),
  ifSet(/^(SIGNALWIRE|CONFERENCE_STREAM)_/, readConferenceStreamConfig),
];

/** A system is used if one of its variables is set; one that is not used cannot be wrong. */
function ifSet(names: RegExp, read: Reader): Reader {
  return (environment) => {
    const isUsed = Object.keys(environment).some((name) => names.test(name));
    return isUsed ? read(environment) : NOTHING;
  };
}

/** The problems that the service itself finds in its variables; each begins with the variable's name. */
export function configurationProblems(environment: Environment): string[] {
  const lines = [undefined, ...linesOf(environment)];
  const problems = [
    ...READERS.flatMap((read) => read(environment).problems),
    ...lines.flatMap((line) => readHandOffConfig(forLine(environment, line)).problems),
  ];
  return [...new Set(problems)];
}

const DESTINATION = new RegExp(`^(${Object.values(DESTINATION_VARIABLES).join('|')})(_(\\w+))?$`);

/** The names of the variables that hold destinations, for every line. */
export function destinationNames(environment: Environment): string[] {
  return Object.keys(environment).filter((name) => DESTINATION.test(name));
}

function linesOf(environment: Environment): string[] {
  return destinationNames(environment).flatMap((name) => DESTINATION.exec(name)?.[3] ?? []);
}

/** The variables that nothing reads: mostly misspelt ones. */
export function unknownNames(names: readonly string[], root: string): string[] {
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const known = new Set(example.match(/^[A-Z][A-Z0-9_]*(?==)/gm));
  const others = /^(ACCOUNT_SID|AUTH_TOKEN|DOMAIN_NAME|TWILIO_[A-Z_]+)$/;
  return names.filter((name) => !known.has(name) && !DESTINATION.test(name) && !others.test(name));
}
