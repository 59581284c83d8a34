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
    const dial = addDial(twiml, turn);
    dial.number(hasWhisper(turn) ? { url: whisperUrl(turn) } : {}, number);
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

function addDial(twiml: VoiceResponse, { action, config }: Turn) {
  return twiml.dial({
    action,
    timeout: config.ringSeconds,
    ...(config.callerId && { callerId: config.callerId }),
  });
}

/** Without a context there is nothing to say, and nothing to ask without `WHISPER_ACCEPT`. */
function hasWhisper({ context, config }: Turn): boolean {
  const { kept } = whisperText(context, config.whisperVariables, config.speech);
  return config.whisperAccept || kept.length > 1;
}

/** The whisper's request is about the human's leg of the call, so ours carries the caller's. */
function whisperUrl({ call, domainName }: Turn): string {
  return serviceUrl(domainName, '/whisper', {
    callSid: call.callSid,
    engagement: call.engagement === 1 ? undefined : call.engagement,
    voiceAgent: call.voiceAgent,
  });
}
