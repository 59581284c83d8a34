import type { SocketFault } from '../../../simulator';
import type { Fault } from '../setup';

const SOCKETS: Readonly<Record<string, SocketFault>> = {
  'refused-403': 403,
  'refused-503': 503,
  reset: 'reset',
  hang: 'hang',
  'drops-at-once': { dropAfterMs: 0 },
  'drops-later': { dropAfterMs: 60 },
};

const socketFaults = Object.entries(SOCKETS).flatMap(([kind, fault]): Fault[] => [
  {
    name: `stream.${kind}`,
    changes: 'media',
    apply: (setup) => void setup.asapp.push((asapp) => asapp.fault('media', fault)),
  },
  {
    name: `stream.${kind}-once`,
    changes: 'media',
    apply: (setup) => void setup.asapp.push((asapp) => asapp.fault('media', fault, 1)),
  },
]);

/** A media-stream server that takes the calls instead of ASAPP, and that nobody has started. */
const serverIsDown: Fault = {
  name: 'stream.server-is-down',
  changes: 'media',
  apply: ({ env }) => {
    env.VOICE_AGENT = 'wss://localhost:1/agent';
  },
};

/** Streams that end at once, in the wrong way, or never. */
const endings: readonly Fault[] = [
  {
    name: 'stream.dropped-by-agent',
    changes: 'outcome',
    apply: (setup) => {
      setup.agent = { ...setup.agent, outcome: 'drop' };
    },
  },
  {
    name: 'stream.dropped-and-resumed',
    changes: 'outcome',
    mode: 'direct',
    apply: (setup) => {
      setup.env.RESUME_INTERRUPTED = 'true';
      setup.query.voiceAgentMode = 's2s';
      setup.agentLater = setup.agent;
      setup.agent = { ...setup.agent, outcome: 'drop' };
    },
  },
  {
    name: 'stream.agent-says-nothing',
    changes: 'outcome',
    apply: (setup) => {
      setup.agent = { ...setup.agent, frames: 0 };
    },
  },
  {
    name: 'stream.agent-never-ends',
    changes: 'outcome',
    apply: (setup) => {
      setup.agent = { ...setup.agent, outcome: 'hang-up' };
      setup.script = { ...setup.script, streamMs: 2_000 };
    },
  },
  {
    name: 'stream.key-in-mid-sentence',
    changes: 'keys',
    apply: (setup) => {
      setup.agent = { ...setup.agent, frames: 20 };
      setup.script = { ...setup.script, streamKeys: [{ digit: '9', atMs: 40 }] };
    },
  },
];

export const streamFaults: readonly Fault[] = [...socketFaults, serverIsDown, ...endings];
