import type { State } from '../definition';

/** What Twilio sends with each voice webhook: the variables `trigger.call.…`. */
export const TRIGGER_CALL = new Set(
  `AccountSid ApiVersion CallSid CallStatus Called CalledCity CalledCountry CalledState CalledZip Caller
  CallerCity CallerCountry CallerState CallerZip Direction From FromCity FromCountry FromState FromZip
  To ToCity ToCountry ToState ToZip`.split(/\s+/),
);

/** The other variables that every flow has. */
export const FLOW_VARIABLES = new Set([
  'flow.sid',
  'flow.flow_sid',
  'flow.channel.address',
  'contact.channel.address',
]);

/** What the service returns, by the path in the widget's URL. `*` is any name below it. */
const SERVICE_OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  '/engage': ['engagement', 'connectedAt', 'recording', 'isOpen', 'outcome'],
  '/call-transfer-state': [
    'parsed.outcome',
    'parsed.callTransferStatus',
    'parsed.transferType',
    'parsed.currentTaskName',
    'parsed.referenceVariables',
    'parsed.referenceVariables.*',
    'parsed.transferVariables',
    'parsed.transferVariables.*',
    'parsed.isOpen',
    'parsed.opensAt',
    'parsed.summary',
    'parsed.omitted',
  ],
};

const TYPE_OUTPUTS: Partial<Readonly<Record<State['type'], readonly string[]>>> = {
  'run-function': ['body', 'content_type', 'status_code', 'headers.*'],
  'connect-call-to': ['DialCallStatus', 'DialCallSid', 'DialCallDuration', 'RecordingUrl'],
  'send-to-flex': ['QueueResult', 'QueueSid', 'QueueTime'],
  'enqueue-call': ['QueueResult', 'QueueSid', 'QueueTime'],
  'record-voicemail': ['RecordingUrl', 'RecordingSid', 'RecordingDuration'],
};

/** What can follow `widgets.<name>.` once the widget has run. */
export function outputsOf(state: State): readonly string[] {
  const path = 'url' in state.properties ? pathOf(state.properties.url) : '';
  return [...(TYPE_OUTPUTS[state.type] ?? []), ...(SERVICE_OUTPUTS[path] ?? [])];
}

/** Whether a widget has output for others to read when it ends with this event. */
export function leavesOutput({ type }: State, event: string): boolean {
  if (type === 'add-twiml-redirect') return event === 'return';
  if (type === 'run-function') return event === 'success';
  if (type === 'send-to-flex' || type === 'enqueue-call') return event === 'callComplete';
  return type === 'connect-call-to' || type === 'record-voicemail';
}

function pathOf(url: string): string {
  return /^https?:\/\/[^/]+(\/[^?#]*)/.exec(url)?.[1] ?? '';
}
