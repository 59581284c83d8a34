import { endpointFaults, socketFaults, streamingUrlFaults } from '../../../local/asapp-faults';
import type { CallSettings } from './settings';

/** What a select offers: its value, and how it reads. */
export type Choice<Value extends string> = readonly [value: Value, label: string];

export const agentChoices: readonly Choice<CallSettings['agent']>[] = [
  ['keys', 'does what your key stands for'],
  ['agent', 'hands over to a person'],
  ['system', 'hands over to a system'],
  ['completed', 'ends the conversation'],
  ['drop', 'drops the connection'],
  ['hang-up', 'talks until you hang up'],
];

export const personChoices: readonly Choice<string>[] = [
  ['answered', 'answers'],
  ['busy', 'is busy'],
  ['no-answer', 'does not answer'],
  ['failed', 'cannot be reached'],
  ['declined', 'declines the call'],
  ['voicemail-box', 'is a voicemail box'],
  ['busy,answered', 'is busy, and the next one answers'],
];

const meanings: Record<string, string> = {
  hang: 'never answers',
  drip: 'a body that never ends',
  reset: 'breaks the connection',
  html: 'a web page',
  'empty-object': 'an empty object',
  huge: '16 MB',
  redirect: 'a redirect to another server',
  'ws-url': 'a URL without TLS',
  'url-with-query': 'a URL with a query',
  refused: 'refused',
};

const choicesOf = <Word extends string>(words: readonly Word[]): readonly Choice<Word | ''>[] => [
  ['', 'works'],
  ...words.map((word) => [word, meanings[word] ?? `HTTP ${word}`] as const),
];

export const streamingUrlChoices = choicesOf(streamingUrlFaults);
export const callTransferChoices = choicesOf(endpointFaults);
export const summaryChoices = choicesOf(endpointFaults);
export const socketChoices = choicesOf(socketFaults);
