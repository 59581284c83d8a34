export const standardSettings = {
  studio: false,
  agent: 'keys',
  person: 'answered',
  task: 'AccountInquiry',
  transferVariables: '{ "next_action": "schedule_callback" }',
  referenceVariables: '{ "account_balance": "1250.00" }',
  streamingUrl: '',
  callTransfer: '',
  socket: '',
  latencyMs: 0,
  dropAfterSeconds: 0,
};
/** How long a person who was called talks with the caller: as long as its recorded sentence. */
const TALK_MS = 5000;
/** Frames of 20 ms until the agent decides: for its greeting, and for what the caller says then. */
const TALKS_FRAMES = 420;
/** How long it waits for a key before it ends the conversation: 30 s. */
const WAITS_FRAMES = 1500;
/** The call that these settings mean. */
export function requestOf(settings) {
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
    // The form offers nothing else than lists of answers; the server checks them once more.
    agentAnswers: person.split(','),
    talkMs: TALK_MS,
    faults: faultsOf(settings),
  };
}
function faultsOf(settings) {
  const { streamingUrl, callTransfer, socket, latencyMs, dropAfterSeconds } = settings;
  return {
    ...(streamingUrl && { streamingUrl }),
    ...(callTransfer && { callTransfer }),
    ...(socket && { socket }),
    ...(latencyMs > 0 && { latencyMs }),
    ...(dropAfterSeconds > 0 && { dropAfterMs: dropAfterSeconds * 1000 }),
  };
}
/** What is wrong with the variables as they are typed, for the user. */
export function variablesFault(settings) {
  const names = { transferVariables: 'Transfer', referenceVariables: 'Reference' };
  for (const name of ['transferVariables', 'referenceVariables']) {
    if (variables(settings[name]) === undefined) {
      return `${names[name]} variables: write a JSON object, for instance { "priority": "high" }`;
    }
  }
  return undefined;
}
function variables(text) {
  if (text.trim() === '') return {};
  try {
    const value = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}
