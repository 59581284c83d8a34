import type { CallRequest } from '../../../local/call-request';
import type { CallEvent } from '../../../twilio/call-event';
import type { ToPage } from '../../protocol';
import { openAudio, type PhoneAudio } from '../audio/phone-audio';
import { type Line, openLine } from '../line';
import type { Action } from '../state';
import { Levels } from './levels';

/** The softphone without its looks: the line, the sound, and what both report. */
export class OwnPhone {
  readonly levels = new Levels();
  readonly #line: Line;
  readonly #dispatch: (action: Action) => void;
  #audio: PhoneAudio | undefined;
  #callSid: string | undefined;

  constructor(dispatch: (action: Action) => void) {
    this.#dispatch = dispatch;
    this.#line = openLine({
      onOpen: (open) => {
        dispatch({ type: 'connection', open });
        if (!open) this.#closeAudio();
      },
      onMessage: (message) => this.#receive(message),
      onAudio: (frame) => this.#audio?.play(frame),
    });
  }

  /** Places a call; must be called from a click. Returns whether the microphone is used. */
  async call(request: Partial<CallRequest>, wantsMicrophone: boolean): Promise<boolean> {
    this.#closeAudio();
    const speak = (frame: Uint8Array) => this.#line.speak(frame);
    // A browser without sound can still show the call.
    const audio = await openAudio(wantsMicrophone, speak).catch(() => undefined);
    this.#audio = audio;
    const microphone = audio?.microphone ?? false;
    this.#line.tell({ type: 'place', request, microphone });
    return microphone;
  }

  press(digit: string): void {
    this.#line.tell({ type: 'key', digit });
  }

  hangUp(): void {
    speechSynthesis.cancel();
    this.#line.tell({ type: 'hang-up' });
  }

  #receive(message: ToPage): void {
    if (message.type === 'levels') {
      this.levels.set(message.caller, message.agent);
      return;
    }
    if (message.type === 'hush') {
      this.#audio?.hush();
      return;
    }
    if (message.type === 'phone') {
      this.#callSid = message.callSid;
      if (message.state === 'idle') this.#closeAudio();
    }
    if (message.type === 'event' && message.callSid === this.#callSid) sayAloud(message.event);
    this.#dispatch(message);
  }

  #closeAudio(): void {
    this.#audio?.close();
    this.#audio = undefined;
    this.levels.set(0, 0);
  }
}

/** Speaks what Twilio says to the caller, with a voice of the browser's, if it has one. */
function sayAloud({ begins, to, details }: CallEvent): void {
  const text = details?.text;
  if (begins !== 'words' || to !== 'caller' || typeof text !== 'string') return;
  speechSynthesis.speak(new SpeechSynthesisUtterance(text));
}
