import { VOICE_AGENT_VARIABLES } from '../../../src/agents/select-agent';
import { SUMMARY_VARIABLES } from '../../../src/agents/summary';
import { ASAPP_VARIABLES } from '../../../src/asapp/config';
import { CALL_RECORD_VARIABLES } from '../../../src/call-record/config';
import { CLERK_VARIABLES } from '../../../src/clerk/config';
import { HAND_OFF_VARIABLES } from '../../../src/hand-off/config';
import { CLIENT_VARIABLES } from '../../../src/runtime/client-parameters';
import { readLine } from '../../../src/runtime/line';
import { LOG_VARIABLES } from '../../../src/runtime/log';
import { type Environment, forLine, type VariableTable } from '../../../src/runtime/variables';
import { SIGNALWIRE_VARIABLES, SIGNING_VARIABLES } from '../../../src/signalwire/config';
import { CONFERENCE_STREAM_VARIABLES } from '../../../src/signalwire/stream-config';
import { TRANSCRIBE_VARIABLES } from '../../../src/transcription/options';
import { SHARE_VARIABLES } from '../../../src/voice/agent-share';
import { DESTINATION_VARIABLES } from '../../../src/voice/destinations';
import { ENGAGE_VARIABLES } from '../../../src/voice/engage-config';
import { OPENING_HOURS_VARIABLES } from '../../../src/voice/opening-hours-config';
import { RECORDING_VARIABLES } from '../../../src/voice/recording';
import { SPEECH_VARIABLES } from '../../../src/voice/speech';
import { STUDIO_VARIABLES } from '../../../src/voice/studio';

/** What is read before the line of a call is known, or has none. */
const WITHOUT_LINE: VariableTable = {
  ...CLIENT_VARIABLES,
  ...SIGNALWIRE_VARIABLES,
  ...SIGNING_VARIABLES,
  ...CONFERENCE_STREAM_VARIABLES,
};

/** Every variable that the service reads, except for destinations, which have a syntax of their own. */
export const SCHEMAS: VariableTable = {
  ...ASAPP_VARIABLES,
  ...VOICE_AGENT_VARIABLES,
  ...ENGAGE_VARIABLES,
  ...HAND_OFF_VARIABLES,
  ...SPEECH_VARIABLES,
  ...TRANSCRIBE_VARIABLES,
  ...CLERK_VARIABLES,
  ...LOG_VARIABLES,
  ...CALL_RECORD_VARIABLES,
  ...OPENING_HOURS_VARIABLES,
  ...SHARE_VARIABLES,
  ...RECORDING_VARIABLES,
  ...SUMMARY_VARIABLES,
  ...STUDIO_VARIABLES,
  ...WITHOUT_LINE,
};

/** Longer names first: `WHISPER_ACCEPT` is a variable, and not `WHISPER` on a line. */
const NAMES = [...Object.keys(SCHEMAS), ...Object.values(DESTINATION_VARIABLES)].sort(
  (one, other) => other.length - one.length,
);

/** A variable's full name, taken apart: `GREETING_SALES` is `GREETING` with the suffix `SALES`. */
interface VariableName {
  readonly base: string;
  readonly suffix: string | undefined;
}

/** Undefined for a name that is neither a variable's nor one with a suffix. */
export function readName(name: string): VariableName | undefined {
  if (NAMES.includes(name)) return { base: name, suffix: undefined };
  const base = NAMES.find((one) => name.startsWith(`${one}_`));
  return base === undefined ? undefined : { base, suffix: name.slice(base.length + 1) };
}

/** Whether a suffix is a line as `/engage?line=` names it; variables have it in upper case. */
export const isLine = (suffix: string): boolean => readLine({ line: suffix }).value === suffix;

/** Whether a variable can have another value for a line. */
export const hasLines = (base: string): boolean => !(base in WITHOUT_LINE);

/** The lines for which any variable has a value of its own, in alphabetical order. */
export function linesOf(environment: Environment): string[] {
  const lines = Object.keys(environment).flatMap((name) => {
    const { base = '', suffix } = readName(name) ?? {};
    return suffix !== undefined && hasLines(base) && isLine(suffix) ? [suffix] : [];
  });
  return [...new Set(lines)].sort();
}

/** The variables as calls see them: those without a line first, then those of each line. */
export function viewsOf(environment: Environment): Environment[] {
  return [undefined, ...linesOf(environment)].map((line) => forLine(environment, line));
}

/** The names of the variables that hold destinations, for every line. */
export function destinationNames(environment: Environment): string[] {
  const bases: readonly string[] = Object.values(DESTINATION_VARIABLES);
  return Object.keys(environment).filter((name) => bases.includes(readName(name)?.base ?? ''));
}
