import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectAgent } from '../../../src/agents/select-agent';
import { readAsappConfig } from '../../../src/asapp/config';
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
import { readAgentShare } from '../../../src/voice/agent-share';
import { DESTINATION_VARIABLES } from '../../../src/voice/destinations';
import { readEngageConfig } from '../../../src/voice/engage-config';
import { TIME_ZONE_VARIABLES } from '../../../src/voice/opening-hours-config';

type Reader = (environment: Environment) => Parsed<unknown>;

/** A call whose URL does not name a voice agent. */
const ANY_CALL = { voiceAgent: undefined };

const NOTHING: Parsed<undefined> = { value: undefined, problems: [] };

/** Every way in which the service reads its variables. */
const READERS: readonly Reader[] = [
  (environment) => selectAgent(environment, ANY_CALL),
  readEngageConfig,
  readHandOffConfig,
  readAgentShare,
  (environment) => readVariables(environment, TIME_ZONE_VARIABLES),
  (environment) => readTranscriptionOptions(environment, {}),
  (environment) => readVariables(environment, TRANSCRIBE_VARIABLES),
  (environment) =>
    readTranscribeHandOff(environment).value ? readAsappConfig(environment) : NOTHING,
  (environment) => readVariables(environment, LOG_VARIABLES),
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

/**
 * The problems that the service itself finds in its variables, for every line; each begins with the
 * variable's name.
 *
 * @param root - the folder of the project, whose .env.example has every variable
 */
export function configurationProblems(environment: Environment, root: string): string[] {
  const known = knownNames(root);
  const lines = new Set(Object.keys(environment).map((name) => lineOf(name, known)));
  const problems = [undefined, ...lines].flatMap((line) => {
    const ofLine = forLine(environment, line);
    return READERS.flatMap((read) => read(ofLine).problems);
  });
  return [...new Set(problems)];
}

const DESTINATION = new RegExp(`^(${Object.values(DESTINATION_VARIABLES).join('|')})(_(\\w+))?$`);

/** The names of the variables that hold destinations, for every line. */
export function destinationNames(environment: Environment): string[] {
  return Object.keys(environment).filter((name) => DESTINATION.test(name));
}

/** Every variable of the service. */
function knownNames(root: string): ReadonlySet<string> {
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  return new Set(example.match(/^[A-Z][A-Z0-9_]*(?==)/gm));
}

/** The line whose value a variable holds: `SALES` for `GREETING_SALES`. */
function lineOf(name: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(name)) return undefined;
  // The longest one: VOICE_AGENT_PERCENT_SALES is not VOICE_AGENT on the line PERCENT_SALES.
  const base = [...known]
    .filter((each) => name.startsWith(`${each}_`))
    .sort((one, other) => other.length - one.length)[0];
  return base && name.slice(base.length + 1);
}

/** The variables that nothing reads: mostly misspelt ones. */
export function unknownNames(names: readonly string[], root: string): string[] {
  const known = knownNames(root);
  const others = /^(ACCOUNT_SID|AUTH_TOKEN|DOMAIN_NAME|TWILIO_[A-Z_]+)$/;
  return names.filter(
    (name) => !known.has(name) && lineOf(name, known) === undefined && !others.test(name),
  );
}
