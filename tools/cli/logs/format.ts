import type { Style, Terminal } from '../command/terminal';
import type { Entry } from './entry';

const STYLES: Readonly<Record<string, Style>> = { error: 'red', warn: 'yellow', debug: 'dim' };

/** One line for a person: time, level, event, fields, call. */
export function formatEntry(entry: Entry, terminal: Terminal): string {
  const time = entry.at.toISOString().slice(11, 23);
  return [time, ...columns(entry, terminal), entry.callSid ?? ''].join('  ').trimEnd();
}

/** One line of a call's timeline: the time is in seconds since its first line. */
export function formatMoment(entry: Entry, start: Date, terminal: Terminal): string {
  const seconds = (entry.at.getTime() - start.getTime()) / 1000;
  return [`+${seconds.toFixed(3)} s`.padStart(12), ...columns(entry, terminal)].join('  ');
}

function columns({ level, event, fields }: Entry, terminal: Terminal): string[] {
  const style = STYLES[level];
  const label = level.padEnd(5);
  return [style ? terminal.style(style, label) : label, event.padEnd(22), formatFields(fields)];
}

function formatFields(fields: Entry['fields']): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}
