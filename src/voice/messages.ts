/** Everything that this service says to people. `{…}` is a placeholder. */
export interface Messages {
  /** The agent is done and nothing is left to do. */
  readonly goodbye: string;
  /** Nobody could take the call. */
  readonly apology: string;
  /** Nobody is there at this hour. */
  readonly closed: string;
  /** The same if it is known when somebody is: `{day}` is a date, `{time}` a time of day. */
  readonly closedUntil: string;
  /** Before a recording starts. */
  readonly recordingNotice: string;
  readonly voicemailPrompt: string;
  readonly voicemailThanks: string;
  /** Repeated in a queue; `{position}` is the caller's place, starting at 1. */
  readonly queuePosition: string;
  /** The same if Twilio gave no position. */
  readonly queueWaiting: string;
  /** Offers a callback to whoever waits in a queue; `{key}` is the key to press. */
  readonly queueCallback: string;
  /** What `*` and `#` are called on a phone. */
  readonly starKey: string;
  readonly poundKey: string;
  /** A callback is promised, and the call ends. */
  readonly callbackThanks: string;
  /** A callback was asked for and cannot be promised; the caller goes on waiting. */
  readonly callbackFailed: string;
  /** What the person hears before the caller is bridged. */
  readonly whisperIntroduction: string;
  /** `{task}` is the agent's task. */
  readonly whisperTask: string;
  readonly whisperAccept: string;
}

/**
 * The texts by language, as the first part of a tag such as `en-US`. To add a language, add a row:
 * `SAY_LANGUAGE` then accepts it.
 */
export const MESSAGES = {
  en: {
    goodbye: 'Thank you for calling. Goodbye.',
    apology:
      'We are sorry, nobody can take your call right now. Please call again a little later. Goodbye.',
    closed: 'We are closed right now.',
    closedUntil: 'We are closed right now. We will be open again at {time} on {day}.',
    recordingNotice: 'This call is being recorded.',
    voicemailPrompt:
      'Nobody can take your call right now. Please leave a message after the tone, then hang up or press any key.',
    voicemailThanks: 'Thank you, your message was recorded. Goodbye.',
    queuePosition:
      'You are number {position} in line. Please stay on the line. Somebody will be with you soon.',
    queueWaiting: 'Please stay on the line. Somebody will be with you soon.',
    queueCallback:
      'If you would rather be called back at your number, press {key}. You keep your place in line.',
    starKey: 'star',
    poundKey: 'pound',
    callbackThanks: 'Thank you. You keep your place in line, and we will call you back. Goodbye.',
    callbackFailed: 'We are sorry, that did not work. You still have your place in line.',
    whisperIntroduction: 'A call from the voice agent.',
    whisperTask: 'Task: {task}.',
    whisperAccept: 'Press 1 to take the call.',
  },
  es: {
    goodbye: 'Gracias por llamar. Adiós.',
    apology:
      'Lo sentimos, nadie puede atender su llamada en este momento. Vuelva a llamar un poco más tarde. Adiós.',
    closed: 'En este momento estamos cerrados.',
    closedUntil: 'En este momento estamos cerrados. Volveremos a atenderle a las {time} del {day}.',
    recordingNotice: 'Esta llamada se graba.',
    voicemailPrompt:
      'Nadie puede atender su llamada en este momento. Deje un mensaje después del tono y luego cuelgue o pulse cualquier tecla.',
    voicemailThanks: 'Gracias, su mensaje ha quedado grabado. Adiós.',
    queuePosition:
      'Usted es el número {position} en la cola. No cuelgue, alguien le atenderá enseguida.',
    queueWaiting: 'No cuelgue, alguien le atenderá enseguida.',
    queueCallback:
      'Si prefiere que le llamemos a su número, pulse {key}. Conservará su lugar en la cola.',
    starKey: 'asterisco',
    poundKey: 'almohadilla',
    callbackThanks: 'Gracias. Conserva su lugar en la cola y le llamaremos. Adiós.',
    callbackFailed: 'Lo sentimos, no ha sido posible. Ha conservado su lugar en la cola.',
    whisperIntroduction: 'Una llamada del agente de voz.',
    whisperTask: 'Tarea: {task}.',
    whisperAccept: 'Pulse 1 para atender la llamada.',
  },
} satisfies Record<string, Messages>;

export type MessageLanguage = keyof typeof MESSAGES;
