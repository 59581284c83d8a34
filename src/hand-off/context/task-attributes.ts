import { type CallContext, variableOf } from '../../voice/call-context';
import { isXmlText } from '../../voice/xml-text';
import type { HandOff } from '../hand-off';

/** TaskRouter takes 4096 characters of JSON; Twilio adds the call's own, about 700 (assumption 17). */
const JSON_CHARACTERS = 3_000;

/** What a task is about. */
export type TaskDetails = Pick<HandOff, 'call' | 'outcome'> & { readonly context: CallContext };

/**
 * The attributes of the task of a workflow, as JSON: the keys that Flex shows and counts
 * (`type`, `name`, `direction`, `conversations`), then what the agent learned, then its summary. What
 * does not fit is left out whole: the summary first, then the last of the conversation's variables.
 *
 * @param more - further attributes, which win over the usual ones
 * @returns the JSON, and the names of what was left out
 */
export function taskAttributes(
  { call, outcome, context }: TaskDetails,
  more: Readonly<Record<string, unknown>> = {},
): {
  readonly json: string;
  readonly leftOut: readonly string[];
} {
  const transferVariables: Record<string, unknown> = {};
  const referenceVariables: Record<string, unknown> = {};
  const customerName = variableOf(context, 'customerName');
  const attributes = {
    type: 'inbound',
    // Of the task, not of the call: for an outbound task Flex demands `outbound_to`.
    direction: 'inbound',
    ...(isShort(call.from) && { name: call.from }),
    conversations: { conversation_id: context.conversationId, outcome },
    outcome,
    conversationId: context.conversationId,
    ...(isShort(context.taskName) && { taskName: context.taskName }),
    ...(isShort(customerName) && { customerName }),
    ...more,
    transferVariables,
    referenceVariables,
  };

  const isTaskMissing = context.taskName !== undefined && !('taskName' in attributes);
  const leftOut: string[] = isTaskMissing ? ['taskName'] : [];
  let used = JSON.stringify(attributes).length;
  for (const section of ['transferVariables', 'referenceVariables'] as const) {
    for (const [name, value] of Object.entries(context[section])) {
      const text = JSON.stringify({ [name]: value }); // two braces pay for the comma
      if (used + text.length <= JSON_CHARACTERS && isXmlText(text)) {
        used += text.length;
        define(attributes[section], name, value);
      } else leftOut.push(name);
    }
  }
  const { summary } = context;
  if (summary === undefined) return { json: JSON.stringify(attributes), leftOut };
  // Not in `conversations`, which is for reporting.
  const isFitting = used + JSON.stringify({ summary }).length <= JSON_CHARACTERS;
  if (isFitting && isXmlText(summary)) {
    return { json: JSON.stringify({ ...attributes, summary }), leftOut };
  }
  return { json: JSON.stringify(attributes), leftOut: [...leftOut, 'summary'] };
}

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 500 && isXmlText(value);
}

/** Plain assignment would treat the name `__proto__` as the prototype. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true });
}
