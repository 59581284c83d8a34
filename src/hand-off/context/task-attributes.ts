import type { Call } from '../../voice/call';
import { isXmlText } from '../../voice/xml-text';
import type { Facts, Selection } from './entries';

/** TaskRouter takes 4096 characters of JSON; Twilio adds the call's own parameters, about 700. */
const JSON_CHARACTERS = 3_000;

interface Section {
  readonly name: 'transferVariables' | 'referenceVariables';
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The attributes of the task of a workflow, as JSON: the keys that Flex shows and counts
 * (`type`, `name`, `direction`, `conversations`), then what the agent learned. A variable that does
 * not fit is left out whole, the last of the conversation's variables first.
 *
 * @returns the JSON in `kept[0]`, and the names of the variables left out
 */
export function taskAttributes({ outcome, context }: Facts, call: Call): Selection<string> {
  const transferVariables: Record<string, unknown> = {};
  const referenceVariables: Record<string, unknown> = {};
  const customerName =
    context.transferVariables.customerName ?? context.referenceVariables.customerName;
  const attributes = {
    type: 'inbound',
    direction: call.direction === 'inbound' || !call.direction ? 'inbound' : 'outbound',
    ...(fits(call.from, 300) && { name: call.from }),
    conversations: { conversation_id: context.conversationId, outcome },
    outcome,
    conversationId: context.conversationId,
    ...(fits(context.taskName, 500) && { taskName: context.taskName }),
    ...(fits(customerName, 200) && { customerName }),
    transferVariables,
    referenceVariables,
  };

  const isTaskMissing = context.taskName !== undefined && !('taskName' in attributes);
  const leftOut: string[] = isTaskMissing ? ['taskName'] : [];
  const sections: Section[] = [
    { name: 'transferVariables', variables: context.transferVariables },
    { name: 'referenceVariables', variables: context.referenceVariables },
  ];
  let used = JSON.stringify(attributes).length;
  for (const { name: section, variables } of sections) {
    for (const [name, value] of Object.entries(variables)) {
      const text = JSON.stringify({ [name]: value }); // two braces pay for the comma
      if (used + text.length <= JSON_CHARACTERS && isXmlText(text)) {
        used += text.length;
        define(attributes[section], name, value);
      } else leftOut.push(name);
    }
  }
  return { kept: [JSON.stringify(attributes)], leftOut };
}

function fits(value: unknown, characters: number): value is string {
  return typeof value === 'string' && value.length <= characters && isXmlText(value);
}

/** Plain assignment would treat the name `__proto__` as the prototype. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true });
}
