import { say } from '../../voice/speech';
import type { Verb } from './verb';

/** The longest message, in seconds. */
const MESSAGE_SECONDS = 180;
/** The silence that ends a message, in seconds. */
const SILENCE_SECONDS = 5;

/** `<Record>`: without an action of its own it would ask for the same document again, in a loop. */
export const recordVoicemail: Verb = (twiml, { action, config }) => {
  say(twiml, config.speech, config.speech.messages.voicemailPrompt);
  twiml.record({
    action,
    maxLength: MESSAGE_SECONDS,
    timeout: SILENCE_SECONDS,
    playBeep: true,
    ...(config.voicemailCallbackUrl && { recordingStatusCallback: config.voicemailCallbackUrl }),
  });
  return [];
};
