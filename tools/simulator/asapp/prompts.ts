import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { frames } from '../audio/mulaw';

/** The recorded sentences: `prompts/<name>.ulaw`, with their text in `prompts/<name>.txt`. */
export type PromptName =
  | 'greeting'
  | 'question'
  | 'agent'
  | 'system'
  | 'completed'
  | 'person'
  | 'caller';

/** A sentence as frames of 20 ms. */
export const prompt = (name: PromptName): Buffer[] =>
  frames(readFileSync(join(__dirname, 'prompts', `${name}.ulaw`)));
