import type { Utterance } from '../../../src/asapp/conversation';
import type { Terminal } from '../command/terminal';

/** `12:00:05  customer 4711  I would like to …`: the time in UTC, who it was, what was said. */
export function formatUtterance(
  { at, role, externalId, text }: Utterance,
  { style }: Pick<Terminal, 'style'>,
): string {
  const time = new Date(at).toISOString().slice(11, 19);
  const speaker = [role, externalId].filter(Boolean).join(' ');
  return `${style('dim', time)}  ${style(role === 'customer' ? 'cyan' : 'green', speaker)}  ${text}`;
}
