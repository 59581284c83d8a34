/** What the flow knows of the conversation, as Liquid for each place that can be told. */

/** The names of the widgets whose results others read. */
export const ENGAGE = 'engage';
export const CALL_TRANSFER_STATE = 'call_transfer_state';

const STATE = `widgets.${CALL_TRANSFER_STATE}.parsed`;

// A person can be reached before anything was learned: then these have their default.
const OUTCOME = `${STATE}.outcome | default: "failed"`;
const TASK_NAME = `${STATE}.currentTaskName`;

/** A longer task name is left out whole, so that the attributes stay within Studio's limit. */
const TASK_NAME_CHARACTERS = 200;

/**
 * The attributes of a task, as JSON. Studio takes 1024 characters, far fewer than TaskRouter; the
 * rest can be had from ASAPP by the conversation's id.
 *
 * @see https://www.twilio.com/docs/studio/widget-library/enqueue-call
 */
export const TASK_ATTRIBUTES = [
  '{"type":"inbound"',
  '"name":{{trigger.call.From | to_json}}',
  `"outcome":{{${OUTCOME} | to_json}}`,
  '"conversationId":{{trigger.call.CallSid | to_json}}',
  '"conversations":{"conversation_id":{{trigger.call.CallSid | to_json}}}',
  `"taskName":{% if ${TASK_NAME}.size <= ${TASK_NAME_CHARACTERS} %}{{${TASK_NAME} | to_json}}{% else %}""{% endif %}}`,
].join(',');

/**
 * Makes any text part of a URL. `url_encode` alone writes a blank as `+`, with which Studio's Redirect
 * fails, and which a SIP header would keep.
 */
export const ENCODE = 'url_encode | replace: "+", "%20"';

/** A SIP address with the context as headers. */
export function sipEndpoint(uri: string): string {
  const headers = [
    'X-Conversation-Id={{trigger.call.CallSid}}',
    `X-Outcome={{${OUTCOME} | ${ENCODE}}}`,
    `X-Task-Name={{${TASK_NAME} | default: "" | ${ENCODE}}}`,
  ];
  return `${uri}${uri.includes('?') ? '&' : '?'}${headers.join('&')}`;
}

/** A URL with the context as query parameters, under the names that the service itself gives them. */
export function urlWithContext(url: string): string {
  const [address = '', fragment] = url.split(/#(.*)/s);
  const pairs = [
    'context_conversationId={{trigger.call.CallSid}}',
    `context_outcome={{${OUTCOME} | ${ENCODE}}}`,
    `context_taskName={{${TASK_NAME} | default: "" | ${ENCODE}}}`,
  ];
  const joint = address.includes('?') ? '&' : '?';
  return `${address}${joint}${pairs.join('&')}${fragment === undefined ? '' : `#${fragment}`}`;
}
