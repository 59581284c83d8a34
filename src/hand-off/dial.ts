import { type Call, laterEngagement } from '../voice/call';
import { type Destination, isPhoneNumber } from '../voice/destination';
import { usesApp } from '../voice/parties';
import type { VoiceResponse } from '../voice/speech';
import { serviceUrl } from '../voice/urls';
import { isXmlText } from '../voice/xml-text';
import type { HandOffConfig } from './config';
import { contextEntries, selectFitting } from './context/entries';
import { sipHeaders } from './context/sip-headers';
import { spokenSummary, whisperText } from './context/whisper-text';
import type { HandOffDetails } from './hand-off';
import { answerReport } from './transcribe-person';

/** `<Dial><Number>`: a plain phone can only be told by voice, in a whisper, which follows the digits. */
export function dialNumber(
  twiml: VoiceResponse,
  { number, digits }: Extract<Destination, { kind: 'number' }>,
  details: HandOffDetails,
) {
  const { dial, attributes } = addDial(twiml, 'number', details);
  dial.number({ ...attributes, ...(digits && { sendDigits: digits }) }, number);
  return [];
}

/**
 * `<Dial><Sip>`: the context travels in `X-` headers, after those of the URI. With a user name and a
 * password Twilio answers the digest challenge of a PBX.
 *
 * @see https://www.twilio.com/docs/voice/twiml/sip
 */
export function dialSip(twiml: VoiceResponse, uri: string, details: HandOffDetails) {
  const [address = '', own] = uri.split(/\?(.*)/s);
  const used = own ? own.length + 1 : 0;
  const { kept, leftOut } = sipHeaders(contextEntries(details), used);
  const headers = [...(own ? [own] : []), ...kept].join('&');
  const { dial, attributes } = addDial(twiml, 'sip', details);
  dial.sip({ ...attributes, ...details.config.sipCredentials }, `${address}?${headers}`);
  return leftOut;
}

/** Twilio documents no limit for a client's parameters; that of SIP headers is kept (assumption 18). */
const PARAMETER_CHARACTERS = 1023;

/** `<Dial><Client>`: the context travels as `<Parameter>`s, `call.customParameters` in the Voice SDK. */
export function dialClient(twiml: VoiceResponse, identity: string, details: HandOffDetails) {
  const { dial, attributes } = addDial(twiml, 'client', details);
  const client = dial.client(attributes);
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

type DialKind = Extract<Destination['kind'], 'number' | 'sip' | 'client'>;

/** Adds the Dial. The attributes are for its noun: the URL of a whisper, and where to report the answer. */
function addDial(twiml: VoiceResponse, destination: DialKind, details: HandOffDetails) {
  const { action, call, config } = details;
  const callerId = callerIdFor(destination, call, config);
  const isWhispered = hasWhisper(destination, details);
  const dial = twiml.dial({
    action,
    timeout: config.ringSeconds,
    ...(callerId && { callerId }),
    ...(isWhispered && ringing(details)),
  });
  const attributes = {
    ...(isWhispered && { url: whisperUrl(details) }),
    ...answerReport(details),
  };
  return { dial, attributes };
}

/**
 * What the person who is called sees: `CALLER_ID`, else the caller's own ID, which is Twilio's default
 * (assumption 11).
 * If that is no number, the number that was called takes its place.
 */
function callerIdFor(
  destination: Destination['kind'],
  call: Call,
  { callerId }: HandOffConfig,
): string | undefined {
  if (callerId !== undefined) return callerId;
  const { from, to } = call;
  const isHidden = destination === 'number' && from !== undefined && !isPhoneNumber(from);
  if (!isHidden && !needsCallerId(destination, call)) return undefined;
  return to !== undefined && isPhoneNumber(to) ? to : undefined;
}

/** Whether Twilio will refuse to call a destination (error 13214): only `CALLER_ID` can help. */
export function lacksCallerId({ kind }: Destination, call: Call, config: HandOffConfig): boolean {
  return needsCallerId(kind, call) && callerIdFor(kind, call, config) === undefined;
}

/**
 * Whether the caller has no caller ID that Twilio takes for a destination: a Voice SDK caller has none
 * at all, and that of a SIP caller is no phone number.
 *
 * @see https://www.twilio.com/docs/voice/twiml/dial#callerid
 */
function needsCallerId(destination: Destination['kind'], call: Call): boolean {
  if (usesApp(call)) return destination === 'number' || destination === 'sip';
  return /^sips?:/i.test(call.from ?? '') && destination === 'number';
}

/**
 * With `WHISPER_ACCEPT` whoever answers is asked, so that the voicemail box of a PBX cannot take the call.
 * Otherwise only a phone has a whisper, if there is anything to say: the others are told in their own way.
 */
function hasWhisper(destination: DialKind, { context, config }: HandOffDetails): boolean {
  if (!config.whispers) return false;
  if (config.whisperAccept) return true;
  if (destination !== 'number') return false;
  const { kept } = whisperText(context, config.whisperVariables, config.speech);
  return kept.length > 1 || context.isSummaryLate === true;
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

/**
 * Twilio requests it on the person's leg of the call, so the URL carries the caller's. A summary is told
 * as it is now: to request it again would make another one.
 */
function whisperUrl({ call, context, domainName }: HandOffDetails): string {
  return serviceUrl(domainName, '/whisper', {
    callSid: call.callSid,
    summary: spokenSummary(context),
    summarize: context.isSummaryLate ? 1 : undefined,
    engagement: laterEngagement(call),
    line: call.line,
    voiceAgent: call.voiceAgent,
  });
}
