import { frames, tone } from '../audio/mulaw';

/** What the agent says, as frames of 20 ms. */
export interface AgentVoice {
  greeting: Buffer[];
  goodbye: Buffer[];
}

/** A voice without words: rising tones for a greeting, falling ones for a goodbye. */
export const toneVoice: AgentVoice = {
  greeting: frames(Buffer.concat([tone(440, 160), tone(550, 160), tone(660, 240)])),
  goodbye: frames(Buffer.concat([tone(660, 160), tone(440, 240)])),
};
