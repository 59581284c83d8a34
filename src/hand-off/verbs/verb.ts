import type { Destination } from '../../voice/destination';
import type { VoiceResponse } from '../../voice/speech';
import type { HandOff } from '../hand-off';
import { dialClient, dialNumber, dialSip } from './dial';
import { enqueueInQueue, enqueueInWorkflow } from './enqueue';
import { recordVoicemail } from './record';
import { redirectToFlow, redirectToUrl } from './redirect';

/** A hand-off, and the URL that Twilio asks when this destination is done. */
export interface Turn extends HandOff {
  readonly action: string;
}

/** Adds the verb that sends the call to a destination; gives the names of what it was not told. */
export type Verb = (twiml: VoiceResponse, turn: Turn) => readonly string[];

export function verbFor(destination: Destination): Verb {
  switch (destination.kind) {
    case 'number':
      return dialNumber(destination.number);
    case 'sip':
      return dialSip(destination.uri);
    case 'client':
      return dialClient(destination.identity);
    case 'workflow':
      return enqueueInWorkflow(destination.sid);
    case 'queue':
      return enqueueInQueue(destination.name);
    case 'flow':
      return redirectToFlow(destination.sid);
    case 'url':
      return redirectToUrl(destination.url);
    case 'voicemail':
      return recordVoicemail;
  }
}
