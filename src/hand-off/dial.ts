import type { VoiceResponse } from '../voice/speech';
import { serviceUrl } from '../voice/urls';
import { isXmlText } from '../voice/xml-text';
import { contextEntries, selectFitting } from './context/entries';
import { sipHeaders } from './context/sip-headers';
import { whisperText } from './context/whisper-text';
import type { HandOffDetails } from './hand-off';
import { answerReport } from './transcribe-person';

/** `<Dial><Number>`: a plain phone can only be told by voice, in a whisper. */
export function dialNumber(twiml: VoiceResponse, number: string, details: HandOffDetails) {
  if (hasWhisper(details)) {
    const attributes = { url: whisperUrl(details), ...answerReport(details) };
    addDial(twiml, details, ringing(details)).number(attributes, number);
  } else addDial(twiml, details).number(answerReport(details), number);
  return [];
}

/** `<Dial><Sip>`: the context travels in `X-` headers, after those of the URI. */
export function dialSip(twiml: VoiceResponse, uri: string, details: HandOffDetails) {
  const [address = '', own] = uri.split(/\?(.*)/s);
  const used = own ? own.length + 1 : 0;
  const { kept, leftOut } = sipHeaders(contextEntries(details), used);
  const headers = [...(own ? [own] : []), ...kept].join('&');
  addDial(twiml, details).sip(answerReport(details), `${address}?${headers}`);
  return leftOut;
}

/** Twilio documents no limit for a client's parameters; that of SIP headers is kept instead. */
const PARAMETER_CHARACTERS = 1023;

/** `<Dial><Client>`: the context travels as `<Parameter>`s, `call.customParameters` in the Voice SDK. */
export function dialClient(twiml: VoiceResponse, identity: string, details: HandOffDetails) {
  const client = addDial(twiml, details).client(answerReport(details));
  client.identity(identity);
  const { kept, leftOut } = selectFitting(
    contextEntries(details),
    (entry) => (isXmlText(entry.name) && isXmlText(entry.value) ? entry : undefined),
    ({ name, value }) => name.length + value.length,
    PARAMETER_CHARACTERS,
  );
  for (const { name, value } of kept) client.parameter({ name, value });
  return leftOut;
}

function addDial(
  twiml: VoiceResponse,
  { action, config }: HandOffDetails,
  more: { readonly answerOnBridge?: true } = {},
) {
  return twiml.dial({
    action,
    timeout: config.ringSeconds,
    ...(config.callerId && { callerId: config.callerId }),
    ...more,
  });
}

/** Without a context there is nothing to say, and without `WHISPER_ACCEPT` nothing to ask. */
function hasWhisper({ context, config }: HandOffDetails): boolean {
  const { kept } = whisperText(context, config.whisperVariables, config.speech);
  return config.whisperAccept || kept.length > 1;
}

/**
 * With `answerOnBridge` the caller hears ringing, not silence, while the person hears the whisper. A
 * call that has not been answered yet would itself go on ringing until its network gives up.
 *
 * @see https://www.twilio.com/docs/voice/twiml/dial#answeronbridge
 */
function ringing({ call }: HandOffDetails) {
  return call.status === 'in-progress' ? ({ answerOnBridge: true } as const) : {};
}

/** Twilio requests it on the person's leg of the call, so the URL carries the caller's. */
function whisperUrl({ call, domainName }: HandOffDetails): string {
  return serviceUrl(domainName, '/whisper', {
    callSid: call.callSid,
    engagement: call.engagement === 1 ? undefined : call.engagement,
    voiceAgent: call.voiceAgent,
  });
}
