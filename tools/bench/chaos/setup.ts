import type {
  AgentScript,
  CallOptions,
  CallScript,
  LocalAsapp,
  LocalTwilioRest,
  NetworkOptions,
} from '../../simulator';
import type { Random } from './random';

export type Mode = 'direct' | 'studio';
export type Transport = NonNullable<NetworkOptions['transport']>;

/** Everything that decides how one call goes; faults change it before the call is placed. */
export interface Setup {
  readonly mode: Mode;
  readonly random: Random;
  /** Variables of the service, in addition to those that point it at the local ASAPP. */
  readonly env: Record<string, string>;
  agent: Partial<AgentScript>;
  /** What the agent does if the call comes back to it; the same if absent. */
  agentLater?: Partial<AgentScript>;
  script: CallScript;
  call: CallOptions;
  /** Query of /engage in direct mode. */
  readonly query: Record<string, string>;
  /** Faults to inject into ASAPP. */
  readonly asapp: ((asapp: LocalAsapp) => void)[];
  /** Faults of Twilio's REST API, which is there if there are any. */
  readonly rest: ((rest: LocalTwilioRest) => void)[];
  /** Faults between Twilio and the service; the first is the outermost. */
  readonly transports: Transport[];
}

/** Something that goes wrong in a call. */
export interface Fault {
  /** Easy to type, for instance `asapp.streaming-url.hang`. */
  readonly name: string;
  /** Faults that change the same thing exclude one another in a pair. */
  readonly changes: string;
  /** If present, the fault is only possible in this mode. */
  readonly mode?: Mode;
  apply(setup: Setup): void;
}

const CHAINS = [
  '+15550103000',
  '+15550103000 voicemail',
  'sip:agents@pbx.example.com +15550103000',
  'client:alice queue:support +15550103000',
  'WW0123456789abcdef0123456789abcdef +15550103000 voicemail',
  'queue:support',
  'FW0123456789abcdef0123456789abcdef',
  '+15550103000 https://pbx.example.com/take?x=1&y=2',
] as const;

/** A call without faults, its kind picked at random. */
export function makeSetup(mode: Mode, random: Random): Setup {
  return {
    mode,
    random,
    env: {
      AGENT_DESTINATION: random.pick(CHAINS),
      ...(random.next() < 0.5 && {
        SYSTEM_DESTINATION: `next_action=schedule_callback:${random.pick(CHAINS)} *:queue:support`,
      }),
      ...(random.next() < 0.3 && { FALLBACK_DESTINATION: random.pick(CHAINS) }),
      ...(random.next() < 0.3 && { RESUME_INTERRUPTED: 'true' }),
      ...(random.next() < 0.3 && { WHISPER_ACCEPT: 'true', WHISPER_VARIABLES: 'account_balance' }),
      ...(random.next() < 0.3 && { GREETING: 'Welcome.', SAY_LANGUAGE: 'es-MX' }),
      ...(random.next() < 0.3 && { RECORD: random.pick(['agent', 'person', 'all']) }),
      ...(random.next() < 0.3 && { SUMMARY: 'true' }),
      ...(random.next() < 0.3 && { VOICEMAIL_CALLBACK_URL: 'https://mail.example.com/voicemail' }),
    },
    agent: { frames: 1 + random.below(5), outcome: random.pick(['agent', 'system', 'completed']) },
    script: { talkMs: 1_000, patienceMs: 10 * 60_000 },
    call: {},
    query: random.next() < 0.5 ? { taskName: 'billing', plan: 'gold & silver' } : {},
    asapp: [],
    rest: [],
    transports: [],
  };
}
