/** What the flow knows about the conversation, as Liquid for each kind of destination. */

/** The names of the widgets whose results others read. */
export const ENGAGE = 'engage';
export const CALL_TRANSFER_STATE = 'call_transfer_state';

/** The flow's variable that says whether people are there: `true`, `false`, or neither if unknown. */
export const IS_OPEN = 'is_open';

const STATE = `widgets.${CALL_TRANSFER_STATE}.parsed`;

// A call can reach a person before the agent did anything; then these have their defaults.
export const OUTCOME = `${STATE}.outcome | default: "failed"`;
const TASK_NAME = `${STATE}.currentTaskName`;
/** Blank unless the service has `SUMMARY=true`. */
const SUMMARY = `${STATE}.summary`;

/** Longer ones are left out, to keep the attributes within Studio's limit. */
const TASK_NAME_CHARACTERS = 200;
const SUMMARY_CHARACTERS = 350;

/** A text as Liquid, unless it is missing or too long. */
const ifShort = (path: string, most: number, filter: string, otherwise = '') =>
  `{% if ${path}.size <= ${most} %}{{${path} | ${filter}}}{% else %}${otherwise}{% endif %}`;

/**
 * The attributes of a task, as JSON. Studio accepts 1024 characters, far fewer than TaskRouter; the
 * rest is available from ASAPP by the id of the conversation.
 *
 * @see https://www.twilio.com/docs/studio/widget-library/enqueue-call
 */
export const TASK_ATTRIBUTES = [
  '{"type":"inbound"',
  '"name":{{trigger.call.From | to_json}}',
  `"outcome":{{${OUTCOME} | to_json}}`,
  '"conversationId":{{trigger.call.CallSid | to_json}}',
  '"conversations":{"conversation_id":{{trigger.call.CallSid | to_json}}}',
  `"taskName":${ifShort(TASK_NAME, TASK_NAME_CHARACTERS, 'to_json', '""')}`,
  `"summary":${ifShort(SUMMARY, SUMMARY_CHARACTERS, 'to_json', '""')}}`,
].join(',');

/**
 * Encodes a text for a URL. `url_encode` alone writes a space as `+`, which makes Studio's Redirect fail
 * and which a SIP header would keep.
 */
export const ENCODE = 'url_encode | replace: "+", "%20"';

/** A SIP address with the context as headers. */
export function sipEndpoint(uri: string): string {
  const headers = [
    'X-Conversation-Id={{trigger.call.CallSid}}',
    `X-Outcome={{${OUTCOME} | ${ENCODE}}}`,
    `X-Task-Name={{${TASK_NAME} | default: "" | ${ENCODE}}}`,
    `X-Summary=${ifShort(SUMMARY, SUMMARY_CHARACTERS, ENCODE)}`,
  ];
  return `${uri}${uri.includes('?') ? '&' : '?'}${headers.join('&')}`;
}

/** A URL with the context as query parameters, with the same names as in the service. */
export function urlWithContext(url: string): string {
  const [address = '', fragment] = url.split(/#(.*)/s);
  const pairs = [
    'context_conversationId={{trigger.call.CallSid}}',
    `context_outcome={{${OUTCOME} | ${ENCODE}}}`,
    `context_taskName={{${TASK_NAME} | default: "" | ${ENCODE}}}`,
    `context_summary=${ifShort(SUMMARY, SUMMARY_CHARACTERS, ENCODE)}`,
  ];
  const joint = address.includes('?') ? '&' : '?';
  return `${address}${joint}${pairs.join('&')}${fragment === undefined ? '' : `#${fragment}`}`;
}
