import { endMeanings } from '../twilio/call/end';
import type { CallReport } from '../twilio/place-call';
import type { CallEvent } from '../twilio/timeline';
import type { Paint } from './colour';

/** Longer lines are cut on the terminal; `--json` has all of them. */
const WIDTH = 120;
const INDENT = ' '.repeat(29);

/** The token at the end of a streaming URL: whoever has it can talk to the agent. */
const token = /(wss?:\/\/[^\s"'<>]*\/)[^\s"'<>/]{24,}/g;

/** What a SIP host asks for. */
const sip = /<Sip(\s+\w+="[^"]*")+/g;
const credentials = /\b(username|password)="[^"]*"/g;

/** The line without secrets, to be shown, kept and exported. */
export function masked(event: CallEvent): CallEvent {
  if (event.body === undefined) return event;
  const body = event.body
    .replace(token, '$1…')
    .replace(sip, (tag) => tag.replace(credentials, '$1="…"'));
  return { ...event, body };
}

/** One event as lines for a terminal: when, who to whom, what; below it the document. */
export function formatEvent(event: CallEvent, paint: Paint): string {
  const { at, from, to, what, status, ms, alert, body } = masked(event);
  // The time when it was complete: lines are printed in that order.
  const time = paint('dim', seconds(at + (ms ?? 0)).padStart(8));
  const parties = `${from.padEnd(7)} → ${paint('cyan', to.padEnd(7))}`;
  const answer =
    status === undefined ? '' : ` ${paint(status < 400 ? 'green' : 'red', `${status}`)}`;
  const took = ms === undefined ? '' : paint('dim', ` ${ms} ms`);
  const lines = [`${time}  ${parties}  ${short(what)}${answer}${took}`];
  // ASAPP's answers are long, and the next lines show their effect.
  if (body && to !== 'asapp')
    lines.push(...document(body).map((line) => INDENT + paint('dim', short(line))));
  const counts = streamCounts(event);
  if (counts !== undefined) lines.push(INDENT + paint('dim', counts));
  if (alert !== undefined) {
    const { code, level, message } = alert;
    const colour = level === 'error' ? 'red' : level === 'warning' ? 'yellow' : 'dim';
    lines.push(
      INDENT + paint(colour, `Twilio ${level === 'noise' ? 'logs' : level} ${code}: ${message}`),
    );
  }
  return lines.join('\n');
}

/** How the call ended, in one line. */
export function formatEnd({ end, endedWell, ms, alerts }: CallReport, paint: Paint): string {
  const verdict = endedWell ? paint('green', `✔ ${end}`) : paint('red', `✘ ${end}`);
  const count = alerts.length;
  const alert = count === 0 ? '' : paint('yellow', `, ${count} alert${count > 1 ? 's' : ''}`);
  return `${verdict}: ${endMeanings[end]}, after ${seconds(ms)}${alert}`;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

const short = (line: string) => (line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line);

/** XML with one element per line; anything else as it is. */
function document(body: string): string[] {
  if (!body.trimStart().startsWith('<')) return body.split('\n');
  let depth = 0;
  return body
    .replace(/>\s*</g, '>\n<')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('<?')) return [];
      if (line.startsWith('</')) depth -= 1;
      const shown = '  '.repeat(Math.max(depth, 0)) + line;
      if (/^<[^/?!]/.test(line) && !line.includes('</') && !line.endsWith('/>')) depth += 1;
      return [shown];
    });
}

function streamCounts({ details }: CallEvent): string | undefined {
  if (details?.framesSent === undefined) return undefined;
  const { framesSent, mediaReceived, heardMs } = details;
  return `${framesSent} frames to the agent, ${mediaReceived} back, ${heardMs} ms of them heard`;
}
