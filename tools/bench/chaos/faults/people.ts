import { type Answerer, answerers, type CallScript, moments } from '../../../simulator';
import type { Fault, Setup } from '../setup';

function scripted(name: string, changes: string, change: (setup: Setup) => CallScript): Fault {
  return {
    name: `people.${name}`,
    changes,
    apply: (setup) => {
      setup.script = { ...setup.script, ...change(setup) };
    },
  };
}

const unhelpful = answerers.filter((answerer) => answerer !== 'answered');

const nobody = unhelpful.map((answerer) =>
  scripted(`all-${answerer}`, 'answers', () => ({ answers: () => answerer })),
);

const hangUps = moments.map((during) =>
  scripted(`hangs-up-in-${during}`, 'hang-up', ({ random }) => ({
    hangUp: { during, afterMs: random.below(400), nth: 1 + random.below(2) },
  })),
);

export const peopleFaults: readonly Fault[] = [
  ...nobody,
  scripted('each-at-random', 'answers', ({ random }) => ({
    answers: Array.from({ length: 5 }, (): Answerer => random.pick(answerers)),
  })),
  ...hangUps,
  scripted('machine-answers-without-whisper', 'answers', ({ env }) => {
    Object.assign(env, { WHISPER: 'off', WHISPER_ACCEPT: 'true' });
    return { answers: () => 'voicemail-box' as const };
  }),
  scripted('queue-full', 'queue', () => ({ queues: full('queue-full') })),
  scripted('queue-error', 'queue', () => ({ queues: full('error') })),
  scripted('queue-system-error', 'queue', () => ({ queues: full('system-error') })),
  scripted('queue-never-served', 'queue', () => ({
    queues: Array.from({ length: 5 }, () => ({ result: 'waits' as const })),
  })),
  scripted('hold-music-too-long', 'queue', (setup) => heldWith(setup, 'long', 90)),
  scripted('hold-music-not-played', 'queue', (setup) => heldWith(setup, 'missing', 0)),
  scripted('sip-host-refuses', 'answers', () => ({
    sipCredentials: { username: 'somebody', password: 'else' },
  })),
  scripted('agent-says-goodbye', 'goodbye', ({ env, agent }) => {
    if (agent.outcome === 'completed') {
      Object.assign(env, { GOODBYE: 'off', COMPLETED_DESTINATION: '' });
    }
    return { agentSaysGoodbye: true };
  }),
  scripted('message-ends-in-silence', 'message', () => ({
    answers: () => 'busy' as const,
    message: { seconds: 5, ends: 'silence' },
  })),
  scripted('message-is-empty', 'message', () => ({
    answers: () => 'no-answer' as const,
    message: { seconds: 0, ends: 'silence' },
  })),
  scripted('message-is-not-recorded', 'message', () => ({
    answers: () => 'no-answer' as const,
    message: { seconds: 5, ends: 'unrecorded' },
  })),
  scripted('message-ends-by-hanging-up', 'message', () => ({
    answers: () => 'failed' as const,
    message: { seconds: 2, ends: 'hang-up' },
  })),
  scripted('presses-wrong-keys', 'digits', () => ({ digits: ['9', '*', '0000'] })),
];

/** A wait with hold music that plays for so long. */
function heldWith({ env }: Setup, name: string, seconds: number): CallScript {
  const url = `https://media.example.com/${name}.mp3`;
  Object.assign(env, { HOLD_MUSIC_URL: url, AGENT_DESTINATION: 'queue:support +15550103000' });
  return { queues: [{ result: 'waits' }], playSeconds: { [url]: seconds } };
}

const full = (result: 'queue-full' | 'error' | 'system-error') =>
  Array.from({ length: 5 }, () => ({ result }));
