import type { FlowDefinition, State, WidgetType } from './definition';

/** How a widget looks: the brackets that give it its shape, and its name in Studio. */
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
 * Draws a flow for Mermaid. A caller who hangs up is left out: that exit of a widget ends everywhere.
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

/** One arrow for each widget that is led to, with all that leads there. */
function drawExits({ name, transitions }: State): string[] {
  const labels = new Map<string, string[]>();
  for (const { event, next, conditions } of transitions) {
    if (next === undefined) continue;
    const label = conditions?.[0]?.value.replaceAll(',', ', ') ?? event;
    labels.set(next, [...(labels.get(next) ?? []), label]);
  }
  return [...labels].map(([next, each]) => `  ${name} -->|"${each.join(', ')}"| ${next}`);
}
