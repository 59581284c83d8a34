import type { Nullable } from '../twilio/nullable';

/**
 * The fields that decide where the calls of a number go. An application or a trunk overrides the URLs,
 * and the receive mode `fax` refuses every voice call. The region is where Twilio takes the calls: a number
 * has the other fields once in each, so it is empty if the commands work in no particular one.
 */
export const BINDING_FIELDS = [
  'voiceUrl',
  'voiceMethod',
  'voiceFallbackUrl',
  'voiceFallbackMethod',
  'statusCallback',
  'statusCallbackMethod',
  'voiceApplicationSid',
  'trunkSid',
  'voiceReceiveMode',
  'voiceRegion',
] as const;

export type BindingField = (typeof BINDING_FIELDS)[number];
export type Binding = Readonly<Record<BindingField, string>>;

export function bindingOf(number: Nullable<Binding>): Binding {
  const value = (field: BindingField) => number[field] ?? '';
  return {
    voiceUrl: value('voiceUrl'),
    voiceMethod: value('voiceMethod'),
    voiceFallbackUrl: value('voiceFallbackUrl'),
    voiceFallbackMethod: value('voiceFallbackMethod'),
    statusCallback: value('statusCallback'),
    statusCallbackMethod: value('statusCallbackMethod'),
    voiceApplicationSid: value('voiceApplicationSid'),
    trunkSid: value('trunkSid'),
    voiceReceiveMode: value('voiceReceiveMode'),
    voiceRegion: value('voiceRegion'),
  };
}

/** Where the calls of a number should go. */
export interface Target {
  readonly voiceUrl: string;
  readonly fallbackUrl: string;
  /** Writes the call's record, and tells a flow about the end of the call. */
  readonly statusCallback: string;
  /** Where the commands work; undefined leaves it open. */
  readonly region?: string | undefined;
}

/** The binding that sends a number's calls to the target. */
export function boundTo(target: Target, before: Binding): Binding {
  return {
    voiceUrl: target.voiceUrl,
    voiceMethod: 'POST',
    voiceFallbackUrl: target.fallbackUrl,
    voiceFallbackMethod: 'POST',
    ...statusCallbackOf(target, before),
    voiceApplicationSid: '',
    trunkSid: '',
    voiceReceiveMode: 'voice',
    voiceRegion: target.region ?? before.voiceRegion,
  };
}

/**
 * A custom callback stays, unless a flow gets the calls: without ours, which leads to the flow, its
 * executions would stay active after a hang-up.
 */
function statusCallbackOf({ voiceUrl, statusCallback }: Target, before: Binding) {
  const isCustom = before.statusCallback !== '' && !flowSidOf(before.statusCallback);
  if (isCustom && !writesRecords(before) && !flowSidOf(voiceUrl)) {
    return {
      statusCallback: before.statusCallback,
      statusCallbackMethod: before.statusCallbackMethod,
    };
  }
  return { statusCallback, statusCallbackMethod: 'POST' };
}

/** Whether the calls of a number get a record: its status callback is `/call-ended`. */
export function writesRecords({ statusCallback }: Binding): boolean {
  return /^https:\/\/[^/]+\/call-ended([?#]|$)/.test(statusCallback);
}

export interface Change {
  readonly field: BindingField;
  readonly from: string;
  readonly to: string;
}

/** What an update must change: only that is sent, since some fields exclude others at Twilio. */
export function bindingChanges(before: Binding, after: Binding): Change[] {
  return BINDING_FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    field,
    from: before[field],
    to: after[field],
  }));
}

/** On any host of Twilio: that of another region is not published. */
const FLOW_URL = /^https:\/\/[\w.-]+\.twilio\.com\/[\w/.-]*\/Flows\/(FW\w+)/;

/** The SID of the Studio Flow behind a webhook URL, if it is one. */
export function flowSidOf(url: string): string | undefined {
  return FLOW_URL.exec(url)?.[1];
}

/** Where the calls of a number go, in words. */
export function describeBinding(binding: Binding): string {
  const { voiceUrl, voiceApplicationSid, trunkSid } = binding;
  if (voiceApplicationSid) return `TwiML application ${voiceApplicationSid}`;
  if (trunkSid) return `SIP trunk ${trunkSid}`;
  if (binding.voiceReceiveMode === 'fax') return 'fax';
  const flowSid = flowSidOf(voiceUrl);
  return flowSid ? `Studio Flow ${flowSid}` : voiceUrl || 'nothing';
}
