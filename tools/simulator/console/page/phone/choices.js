import { endpointFaults, socketFaults, streamingUrlFaults } from '../../../local/asapp-faults';
export const agentChoices = [
  ['keys', 'does what your key says'],
  ['agent', 'hands over to a person'],
  ['system', 'hands over to a system'],
  ['completed', 'ends the conversation'],
  ['drop', 'loses the line'],
  ['hang-up', 'talks until you hang up'],
];
export const personChoices = [
  ['answered', 'answers'],
  ['busy', 'is busy'],
  ['no-answer', 'does not answer'],
  ['failed', 'cannot be reached'],
  ['declined', 'declines the call'],
  ['voicemail-box', 'is a voicemail box'],
  ['busy,answered', 'is busy; the next one answers'],
];
const meanings = {
  hang: 'never answers',
  drip: 'a body without an end',
  reset: 'breaks the connection',
  html: 'a web page',
  'empty-object': 'an empty object',
  huge: '16 MB',
  redirect: 'a redirect to elsewhere',
  'ws-url': 'a URL without TLS',
  'url-with-query': 'a URL with a query',
  refused: 'refused',
};
const choicesOf = (words) => [
  ['', 'works'],
  ...words.map((word) => [word, meanings[word] ?? `HTTP ${word}`]),
];
export const streamingUrlChoices = choicesOf(streamingUrlFaults);
export const callTransferChoices = choicesOf(endpointFaults);
export const socketChoices = choicesOf(socketFaults);
