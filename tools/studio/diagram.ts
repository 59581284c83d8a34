import type { FlowDefinition, State, WidgetType } from './definition';

/** How a widget is drawn: the brackets that stand for its shape, and its name in Studio. */
const LOOKS: Readonly<Record<WidgetType, readonly [open: string, close: string, title: string]>> = {
  trigger: ['([', '])', 'Incoming Call'],
  'set-variables': ['[', ']', 'Set Variables'],
  'add-twiml-redirect': ['[/', '/]', 'TwiML Redirect'],
  'run-function': ['[[', ']]', 'Run Function'],
  'split-based-on': ['{', '}', 'Split'],
  'connect-call-to': ['[', ']', 'Connect Call To'],
  'send-to-flex': ['[', ']', 'Send to Flex'],
  'enqueue-call': ['[', ']', 'Enqueue Call'],
  'say-play': ['(', ')', 'Say'],
  'record-voicemail': ['[', ']', 'Record Voicemail'],
};

/**
 * Draws a flow for Mermaid. Exits that end the flow, such as a hang-up, are left out.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function drawFlow({ states }: FlowDefinition): string {
  return ['flowchart TD', ...states.map(drawWidget), ...states.flatMap(drawExits)].join('\n');
}

function drawWidget({ name, type }: State): string {
  const [open, close, title] = LOOKS[type];
  return `  ${name}${open}"${name}<br/><i>${title}</i>"${close}`;
}

/** One arrow to each next widget, labelled with every event that leads to it. */
function drawExits({ name, transitions }: State): string[] {
  const labels = new Map<string, string[]>();
  for (const { event, next, conditions } of transitions) {
    if (next === undefined) continue;
    const label = conditions?.[0]?.value.replaceAll(',', ', ') ?? event;
    labels.set(next, [...(labels.get(next) ?? []), label]);
  }
  return [...labels].map(([next, each]) => `  ${name} -->|"${each.join(', ')}"| ${next}`);
}
