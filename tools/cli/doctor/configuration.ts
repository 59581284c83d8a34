import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectAgent } from '../../../src/agents/select-agent';
import { readSummaryFlag } from '../../../src/agents/summary';
import { readAsappConfig } from '../../../src/asapp/config';
import { readCallRecordConfig } from '../../../src/call-record/config';
import { CLERK_VARIABLES, readClerkConfig } from '../../../src/clerk/config';
import { readHandOffConfig } from '../../../src/hand-off/config';
import { CLIENT_VARIABLES } from '../../../src/runtime/client-parameters';
import { LOG_VARIABLES } from '../../../src/runtime/log';
import {
  type Environment,
  isSet,
  type Parsed,
  readVariables,
  type VariableTable,
} from '../../../src/runtime/variables';
import {
  readSignalWireConfig,
  readSigningKey,
  SIGNALWIRE_VARIABLES,
  SIGNING_VARIABLES,
} from '../../../src/signalwire/config';
import {
  CONFERENCE_STREAM_VARIABLES,
  readConferenceStreamConfig,
} from '../../../src/signalwire/stream-config';
import {
  readTranscribeHandOff,
  readTranscriptionOptions,
  TRANSCRIBE_VARIABLES,
} from '../../../src/transcription/options';
import { readAgentShare } from '../../../src/voice/agent-share';
import { readEngageConfig } from '../../../src/voice/engage-config';
import { TIME_ZONE_VARIABLES } from '../../../src/voice/opening-hours-config';
import { RECORDING_VARIABLES } from '../../../src/voice/recording';
import { hasLines, isLine, readName, viewsOf } from './names';

type Reader = (environment: Environment) => Parsed<unknown>;

/** A call whose URL does not name a voice agent. */
const ANY_CALL = { voiceAgent: undefined };

const NOTHING: Parsed<undefined> = { value: undefined, problems: [] };

const SIGNALWIRE = {
  ...SIGNALWIRE_VARIABLES,
  ...SIGNING_VARIABLES,
  ...CONFERENCE_STREAM_VARIABLES,
};

/** Every way in which the service reads its variables. */
const READERS: readonly Reader[] = [
  (environment) => selectAgent(environment, ANY_CALL),
  readEngageConfig,
  readAgentShare,
  readCallRecordConfig,
  readSummaryFlag,
  (environment) => readVariables(environment, RECORDING_VARIABLES),
  (environment) => readVariables(environment, TIME_ZONE_VARIABLES),
  readHandOffConfig,
  (environment) => readTranscriptionOptions(environment, {}),
  (environment) => readVariables(environment, TRANSCRIBE_VARIABLES),
  (environment) =>
    readTranscribeHandOff(environment).value ? readAsappConfig(environment) : NOTHING,
  (environment) => readVariables(environment, LOG_VARIABLES),
  (environment) => readVariables(environment, CLIENT_VARIABLES),
  ifSet(CLERK_VARIABLES, readClerkConfig),
  ifSet(SIGNALWIRE, readSignalWireConfig),
  ifSet(SIGNALWIRE, readSigningKey),
  ifSet(SIGNALWIRE, readConferenceStreamConfig),
];

/** A system is used if one of its variables is set; one that is not used cannot be wrong. */
function ifSet(table: VariableTable, read: Reader): Reader {
  return (environment) => {
    const isUsed = Object.keys(table).some((name) => isSet(environment, name));
    return isUsed ? read(environment) : NOTHING;
  };
}

/**
 * The problems that the service itself finds in its variables, for every line; each begins with the
 * variable's name.
 */
export function configurationProblems(environment: Environment): string[] {
  const problems = viewsOf(environment).flatMap((view) =>
    READERS.flatMap((read) => read(view).problems),
  );
  return [...new Set(problems)];
}

/** A variable that nothing reads. */
interface UnreadVariable {
  readonly name: string;
  /** Why not, if it is nearly a variable. */
  readonly reason?: string;
  readonly fix: string;
}

const LINE_NAMES =
  'a line is up to 40 letters, digits and _, in upper case, and no part of another variable’s name';

/** The variables that nothing reads: mostly misspelled ones. */
export function unreadVariables(names: readonly string[], root: string): UnreadVariable[] {
  const example = join(root, '.env.example');
  // Whoever adds functions of their own lists their variables there.
  const listed = existsSync(example) ? readFileSync(example, 'utf8') : '';
  const known = new Set(listed.match(/^[A-Z][A-Z0-9_]*(?==)/gm));
  const others = /^(ACCOUNT_SID|AUTH_TOKEN|DOMAIN_NAME|TWILIO_[A-Z_]+)$/;
  return names.flatMap((name): UnreadVariable[] => {
    if (known.has(name) || others.test(name)) return [];
    const { base, suffix } = readName(name) ?? {};
    if (base === undefined) return [{ name, fix: 'Correct its name' }];
    if (suffix === undefined) return [];
    if (!hasLines(base)) {
      return [{ name, reason: `${base} is the same for all lines`, fix: `Set ${base} instead` }];
    }
    if (isLine(suffix)) return [];
    return [{ name, reason: `“${suffix}” cannot be a line: ${LINE_NAMES}`, fix: 'Rename it' }];
  });
}
