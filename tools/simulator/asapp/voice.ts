import { frames, silentFrame, tone } from '../audio/mulaw';
import { prompt } from './prompts';
import type { VoiceName } from './script';

/** The outcomes that end with a spoken goodbye. */
export type Farewell = 'agent' | 'system' | 'completed';

/** What the agent says, as frames of 20 ms. */
export interface AgentVoice {
  greeting: Buffer[];
  goodbye: Record<Farewell, Buffer[]>;
}

const voices = new Map<VoiceName, AgentVoice>();

/** The voice of that name; its recordings are read on first use. */
export function voiceOf(name: VoiceName): AgentVoice {
  const known = voices.get(name);
  if (known !== undefined) return known;
  const voice = makeVoice(name);
  voices.set(name, voice);
  return voice;
}

function makeVoice(name: VoiceName): AgentVoice {
  if (name === 'tones') return toneVoice();
  if (name === 'brief') return sameGoodbye([silentFrame], [silentFrame]);
  return spokenVoice(name === 'menu');
}

const sameGoodbye = (greeting: Buffer[], goodbye: Buffer[]): AgentVoice => ({
  greeting,
  goodbye: { agent: goodbye, system: goodbye, completed: goodbye },
});

function toneVoice(): AgentVoice {
  const falling = frames(Buffer.concat([tone(660, 160), tone(440, 240)]));
  const rising = frames(Buffer.concat([tone(440, 160), tone(550, 160), tone(660, 240)]));
  return sameGoodbye(rising, falling);
}

function spokenVoice(asks: boolean): AgentVoice {
  return {
    greeting: [...prompt('greeting'), ...(asks ? prompt('question') : [])],
    goodbye: {
      agent: prompt('agent'),
      system: prompt('system'),
      completed: prompt('completed'),
    },
  };
}
