import type { AgentOutcome } from '../../../asapp/script';
import type { AsappFaults } from '../../../local/asapp-faults';
import type { CallRequest } from '../../../local/call-request';

/** What the user has chosen for the next call, as the form holds it. */
export interface CallSettings {
  studio: boolean;
  /** `keys`: the agent asks for a key, and does what it stands for. */
  agent: 'keys' | AgentOutcome;
  /** What happens when people are called, in order, with commas between. */
  person: string;
  task: string;
  /** JSON objects, as typed. */
  transferVariables: string;
  referenceVariables: string;
  /** Empty: nothing goes wrong. */
  streamingUrl: NonNullable<AsappFaults['streamingUrl']> | '';
  callTransfer: NonNullable<AsappFaults['callTransfer']> | '';
  summary: NonNullable<AsappFaults['summary']> | '';
  socket: NonNullable<AsappFaults['socket']> | '';
  latencyMs: number;
  /** 0: the socket is not dropped. */
  dropAfterSeconds: number;
}

export const standardSettings: CallSettings = {
  studio: false,
  agent: 'keys',
  person: 'answered',
  task: 'AccountInquiry',
  transferVariables: '{ "next_action": "schedule_callback" }',
  referenceVariables: '{ "account_balance": "1250.00" }',
  streamingUrl: '',
  callTransfer: '',
  summary: '',
  socket: '',
  latencyMs: 0,
  dropAfterSeconds: 0,
};

/** How long a person talks with the caller: as long as their recorded sentence. */
const TALK_MS = 5000;
/** Frames of 20 ms until the agent decides: for its greeting, and for what the caller says then. */
const TALKS_FRAMES = 420;
/** How long it waits for a key before it ends the conversation: 30 s. */
const WAITS_FRAMES = 1500;

/** The call that these settings mean. */
export function requestOf(settings: CallSettings): Partial<CallRequest> {
  const { studio, agent, person, task } = settings;
  const asks = agent === 'keys';
  return {
    studio,
    outcome: asks ? 'completed' : agent,
    agent: {
      voice: asks ? 'menu' : 'words',
      frames: asks ? WAITS_FRAMES : TALKS_FRAMES,
      currentTaskName: task.trim() === '' ? null : task.trim(),
      transferVariables: variables(settings.transferVariables) ?? {},
      referenceVariables: variables(settings.referenceVariables) ?? {},
    },
    // The form offers only lists of answers; the server checks them again.
    agentAnswers: person.split(',') as CallRequest['agentAnswers'],
    talkMs: TALK_MS,
    faults: faultsOf(settings),
  };
}

function faultsOf(settings: CallSettings): AsappFaults {
  const { streamingUrl, callTransfer, summary, socket, latencyMs, dropAfterSeconds } = settings;
  return {
    ...(streamingUrl && { streamingUrl }),
    ...(callTransfer && { callTransfer }),
    ...(summary && { summary }),
    ...(socket && { socket }),
    ...(latencyMs > 0 && { latencyMs }),
    ...(dropAfterSeconds > 0 && { dropAfterMs: dropAfterSeconds * 1000 }),
  };
}

/** What is wrong with the variables as they are typed, for the user. */
export function variablesFault(settings: CallSettings): string | undefined {
  const names = { transferVariables: 'Transfer', referenceVariables: 'Reference' } as const;
  for (const name of ['transferVariables', 'referenceVariables'] as const) {
    if (variables(settings[name]) === undefined) {
      return `${names[name]} variables: write a JSON object, for instance { "priority": "high" }`;
    }
  }
  return undefined;
}

function variables(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}
