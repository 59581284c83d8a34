import { keepNewest } from './newest';

/**
 * How a conversation ends:
 * - `agent`, `system`, `completed`: the agent decides so and closes the socket
 * - `drop`: the socket is dropped in the middle, and the call transfer stays ONGOING
 * - `hang-up`: the agent never ends it; the caller leaves
 */
export type AgentOutcome = 'agent' | 'system' | 'completed' | 'drop' | 'hang-up';

export const agentOutcomes: readonly AgentOutcome[] = [
  'agent',
  'system',
  'completed',
  'drop',
  'hang-up',
];

/**
 * How the agent speaks:
 * - `tones`: short and without words: rising tones for a greeting, falling ones for a goodbye
 * - `words`: a spoken greeting, and a goodbye that says where the call goes
 * - `menu`: the same, and the greeting asks for a key
 * - `brief`: one frame of silence for each sentence, for thousands of calls at once
 */
export type VoiceName = 'tones' | 'words' | 'menu' | 'brief';

export const voiceNames: readonly VoiceName[] = ['tones', 'words', 'menu', 'brief'];

/** What the agent does in one engagement. */
export interface AgentScript {
  outcome: AgentOutcome;
  voice: VoiceName;
  /** Frames of 20 ms that the agent hears before it ends the conversation. */
  frames: number;
  currentTaskName: string | null;
  /** In ASAPP's records, all values of variables are texts; others are written as JSON. */
  referenceVariables: Record<string, unknown>;
  transferVariables: Record<string, unknown>;
  /** What a summary of the conversation says; null: there is none. */
  summary: string | null;
  /** The outcome of each key that the caller presses; other keys mean `completed`. */
  keys: Record<string, AgentOutcome>;
  /** What ASAPP's API says once the caller has left: a record, a record without result, or 404. */
  callerLeft: 'CALLER_DISCONNECT' | 'no-result' | '404';
  /** How often the record is still read as ONGOING after the end. */
  readsUntilSettled: number;
  /** How long after the end it is still ONGOING, in milliseconds. */
  settlesMs: number;
  /** Replaces keys of the record, for undocumented answers. */
  record: Record<string, unknown>;
}

export const defaultScript: AgentScript = {
  outcome: 'agent',
  voice: 'tones',
  frames: 60,
  currentTaskName: 'AccountInquiry',
  referenceVariables: { account_balance: '1250.00', is_member: 'true' },
  transferVariables: { next_action: 'schedule_callback', priority: 'high' },
  summary:
    'The caller asked for the balance of their account. They do not recognize a fee of 12 dollars and would like to be called back about it.',
  keys: { '1': 'agent', '2': 'system', '9': 'drop' },
  callerLeft: 'CALLER_DISCONNECT',
  readsUntilSettled: 0,
  settlesMs: 0,
  record: {},
};

/** What the agent does in calls without a script of their own. */
export type StandardScript = Partial<AgentScript> | ((callSid: string) => Partial<AgentScript>);

/** The scripts of future calls, by CallSid; other calls get the default. */
export class ScriptBook {
  readonly #scripts = new Map<string, Partial<AgentScript>[]>();

  readonly #standard: (callSid: string) => Partial<AgentScript>;

  constructor(standard: StandardScript = {}) {
    this.#standard = typeof standard === 'function' ? standard : () => standard;
  }

  /** One script per engagement of the call, in order; the last one is for all that follow. */
  set(callSid: string, scripts: Partial<AgentScript>[]): void {
    this.#scripts.set(callSid, scripts);
    keepNewest(this.#scripts);
  }

  /** The script of the call's next engagement. */
  next(callSid: string): AgentScript {
    const scripts = this.#scripts.get(callSid) ?? [];
    const script = scripts.length > 1 ? scripts.shift() : scripts[0];
    return { ...defaultScript, ...this.#standard(callSid), ...script };
  }
}
