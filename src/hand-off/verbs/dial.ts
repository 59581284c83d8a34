import type { VoiceResponse } from '../../voice/speech';
import { serviceUrl } from '../../voice/urls';
import { clientParameters } from '../context/client-parameters';
import { entriesOf } from '../context/entries';
import { sipHeaders } from '../context/sip-headers';
import { whisperText } from '../context/whisper-text';
import type { Turn, Verb } from './verb';

/** `<Dial><Number>`: a plain phone can be told nothing but by voice, in a whisper. */
export function dialNumber(number: string): Verb {
  return (twiml, turn) => {
    if (hasWhisper(turn)) addDial(twiml, turn, whisperRinging(turn)).number(whisper(turn), number);
    else addDial(twiml, turn).number(number);
    return [];
  };
}

/** `<Dial><Sip>`: the context travels in `X-` headers behind the URI's own. */
export function dialSip(uri: string): Verb {
  return (twiml, turn) => {
    const [address = '', own] = uri.split(/\?(.*)/s);
    const { kept, leftOut } = sipHeaders(entriesOf(turn), own ? own.length + 1 : 0);
    const headers = [...(own ? [own] : []), ...kept].join('&');
    addDial(twiml, turn).sip(`${address}?${headers}`);
    return leftOut;
  };
}

/** `<Dial><Client>`: the context travels as the client's parameters. */
export function dialClient(identity: string): Verb {
  return (twiml, turn) => {
    const client = addDial(twiml, turn).client();
    client.identity(identity);
    const { kept, leftOut } = clientParameters(entriesOf(turn));
    for (const { name, value } of kept) client.parameter({ name, value });
    return leftOut;
  };
}

function addDial(
  twiml: VoiceResponse,
  { action, config }: Turn,
  more: { readonly answerOnBridge?: true } = {},
) {
  return twiml.dial({
    action,
    timeout: config.ringSeconds,
    ...(config.callerId && { callerId: config.callerId }),
    ...more,
  });
}

/** Without a context there is nothing to say, and nothing to ask without `WHISPER_ACCEPT`. */
function hasWhisper({ context, config }: Turn): boolean {
  const { kept } = whisperText(context, config.whisperVariables, config.speech);
  return config.whisperAccept || kept.length > 1;
}

/**
 * With `answerOnBridge` the caller hears ringing, and not silence, while the person hears the whisper.
 * A call that nobody has answered yet would itself go on ringing, until its network gives it up.
 *
 * @see https://www.twilio.com/docs/voice/twiml/dial#answeronbridge
 */
function whisperRinging({ call }: Turn) {
  return call.status === 'in-progress' ? ({ answerOnBridge: true } as const) : {};
}

/** The whisper's request is about the human's leg of the call, so ours carries the caller's. */
function whisper({ call, domainName }: Turn) {
  const url = serviceUrl(domainName, '/whisper', {
    callSid: call.callSid,
    engagement: call.engagement === 1 ? undefined : call.engagement,
    voiceAgent: call.voiceAgent,
  });
  return { url };
}
