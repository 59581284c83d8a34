import { taskSeconds } from '../../src/hand-off/verbs';
import type { Destination } from '../../src/voice/destination';
import { flowUrl, RETRIES } from '../../src/voice/urls';
import {
  ENCODE,
  ENGAGE,
  OUTCOME,
  sipEndpoint,
  TASK_ATTRIBUTES,
  urlWithContext,
} from './liquid-context';
import type { FlowSettings } from './settings';
import { type Draft, END, split, widget } from './widget';

/** Where a destination leads: to one widget if somebody took the call, to another if nobody did. */
export interface Reached {
  readonly served: string;
  readonly unanswered: string;
}

/** The widgets that send a call to one destination; the first has the given name. */
export function destinationWidgets(
  name: string,
  destination: Destination,
  reached: Reached,
  settings: FlowSettings,
): Draft[] {
  switch (destination.kind) {
    case 'number':
      if (destination.digits !== undefined)
        return [viaService(name, destination, reached, settings)];
      return connectCall(name, { noun: 'number', to: destination.number }, reached, settings);
    case 'client':
      return connectCall(name, { noun: 'client', to: destination.identity }, reached, settings);
    case 'sip': {
      if (settings.hasSipCredentials) return [viaService(name, destination, reached, settings)];
      const sip_endpoint = sipEndpoint(destination.uri);
      return connectCall(name, { noun: 'sip', sip_endpoint }, reached, settings);
    }
    case 'workflow':
      return settings.flexChannel === undefined
        ? enqueue(name, { workflow_sid: destination.sid }, reached, settings)
        : sendToFlex(name, destination.sid, settings.flexChannel, reached, settings);
    case 'queue':
      return enqueue(name, { queue_name: destination.name }, reached, settings);
    case 'flow': {
      // A flow knows its account only from the parameters of its own webhook.
      const account = '{{trigger.call.AccountSid}}';
      const query = { Trigger: 'incomingCall' };
      const url = flowUrl(settings.studioWebhookUrl, account, destination.sid, query);
      return [redirect(name, url, reached)];
    }
    case 'url':
      return [redirect(name, destination.url, reached)];
    case 'voicemail':
      return voicemail(name, reached, settings);
  }
}

type Callee =
  | { readonly noun: 'number' | 'client'; readonly to: string }
  | { readonly noun: 'sip'; readonly sip_endpoint: string };

/** The exits of Connect Call To do not say whether anybody answered; its variable does. */
function connectCall(
  name: string,
  callee: Callee,
  { served, unanswered }: Reached,
  { callerId, ringSeconds }: FlowSettings,
): Draft[] {
  const result = `${name}_result`;
  const exits = { callCompleted: result, hangup: END };
  return [
    widget(
      'connect-call-to',
      name,
      { ...callee, caller_id: callerId, timeout: ringSeconds, record: false },
      exits,
    ),
    split(
      result,
      `{{widgets.${name}.DialCallStatus}}`,
      [{ type: 'matches_any_of', value: 'completed,answered', next: served }],
      unanswered,
    ),
  ];
}

function sendToFlex(
  name: string,
  workflow: string,
  channel: string,
  reached: Reached,
  settings: FlowSettings,
): Draft[] {
  const properties = {
    workflow,
    channel,
    attributes: TASK_ATTRIBUTES,
    waitUrl: waitUrl(workflow, settings),
    waitUrlMethod: 'POST',
    timeout: String(taskSeconds(settings.queueSeconds)),
  } as const;
  const first = widget('send-to-flex', name, properties, queueExits(name, reached));
  return [first, queueResult(name, reached)];
}

function enqueue(
  name: string,
  queue: { readonly workflow_sid: string } | { readonly queue_name: string },
  reached: Reached,
  settings: FlowSettings,
): Draft[] {
  const properties = {
    ...queue,
    ...('workflow_sid' in queue && {
      task_attributes: TASK_ATTRIBUTES,
      timeout: taskSeconds(settings.queueSeconds),
    }),
    wait_url: waitUrl('workflow_sid' in queue ? queue.workflow_sid : 'queue', settings),
    wait_url_method: 'POST',
  } as const;
  const first = widget('enqueue-call', name, properties, queueExits(name, reached));
  return [first, queueResult(name, reached)];
}

/**
 * Only the wait URL takes a caller out of a queue, after `QUEUE_SECONDS`. A callback must know where the
 * call waits.
 *
 * @param waitsIn - the workflow, or `queue` for a queue without tasks
 */
function waitUrl(waitsIn: string, { domainName }: FlowSettings): string {
  return `https://${domainName}/queue-wait?waitsIn=${waitsIn}${RETRIES}`;
}

function queueExits(name: string, { unanswered }: Reached) {
  return { callComplete: `${name}_result`, failedToEnqueue: unanswered, callFailure: unanswered };
}

/** A caller who leaves the queue without reaching a person takes `callComplete` too. */
function queueResult(name: string, { served, unanswered }: Reached): Draft {
  const value = 'bridged,bridging-in-process,redirected-from-bridged,redirected,hangup';
  return split(
    `${name}_result`,
    `{{widgets.${name}.QueueResult}}`,
    [{ type: 'matches_any_of', value, next: served }],
    unanswered,
  );
}

/**
 * Has the service call somebody: Connect Call To cannot send digits, and a password does not belong into
 * a flow, which every user of the account can read. The call comes back only if nobody answers.
 */
function viaService(
  name: string,
  { word }: Destination,
  { unanswered }: Reached,
  { domainName }: FlowSettings,
): Draft {
  const query = [
    `chain={{trigger.call.CallSid}}%20${encodeURIComponent(word)}`, // from a Voice SDK caller it needs the SID
    `outcome={{${OUTCOME} | ${ENCODE}}}`,
    `engagement={{widgets.${ENGAGE}.engagement | default: 1 | ${ENCODE}}}`,
    `recording={{widgets.${ENGAGE}.recording | default: "" | ${ENCODE}}}`,
    'flowSid={{flow.flow_sid}}',
  ];
  const url = `https://${domainName}/hand-off?${query.join('&')}${RETRIES}`;
  const exits = { return: unanswered, timeout: unanswered, fail: unanswered };
  return widget('add-twiml-redirect', name, { url, method: 'POST', timeout: FOUR_HOURS }, exits);
}

/** Studio's default and maximum, in seconds. It is also the longest call at Twilio. */
export const FOUR_HOURS = '14400';

/** Hands the call over. If it ever comes back, it was served. */
function redirect(name: string, url: string, { served, unanswered }: Reached): Draft {
  const exits = { return: served, timeout: unanswered, fail: unanswered };
  const properties = { url: urlWithContext(url), method: 'POST', timeout: FOUR_HOURS } as const;
  return widget('add-twiml-redirect', name, properties, exits);
}

function voicemail(name: string, { unanswered }: Reached, settings: FlowSettings): Draft[] {
  const { messages, spoken, voicemailCallbackUrl } = settings;
  const [record, thanks] = [`${name}_record`, `${name}_thanks`];
  const recording = {
    play_beep: 'true',
    finish_on_key: '0123456789*#',
    timeout: 5,
    max_length: 300,
    trim: 'trim-silence',
    transcribe: false,
    ...(voicemailCallbackUrl && { recording_status_callback_url: voicemailCallbackUrl }),
  } as const;
  const exits = { recordingComplete: thanks, noAudio: unanswered, hangup: END };
  const say = (text: string) => ({ ...spoken, say: text, loop: 1 });
  const hasPrompt = messages.voicemailPrompt !== '';
  const first = hasPrompt ? record : name;
  return [
    ...(hasPrompt
      ? [widget('say-play', name, say(messages.voicemailPrompt), { audioComplete: record })]
      : []),
    widget('record-voicemail', first, recording, exits),
    widget('say-play', thanks, say(messages.voicemailThanks), { audioComplete: END }),
  ];
}
