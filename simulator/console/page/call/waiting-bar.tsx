import type { CallRecord } from '../../protocol';
import { type Spending, type Stretch, stretches } from '../../waiting';
import { seconds } from './parties';

const names: Record<Spending, string> = {
  service: 'waited for the service',
  asapp: 'waited for ASAPP',
  stream: 'stream was opened',
  agent: 'with the agent',
  words: 'was spoken to',
  ringing: 'heard ringing',
  queue: 'in a queue',
  person: 'with a person',
  message: 'left a message',
  between: 'nothing in particular',
};

/** A bar of the call's length, in the colours of what the caller's time was spent on. */
export function WaitingBar({ call: { events, over } }: { call: CallRecord }) {
  const until = over?.ms ?? events.reduce((last, { at, ms = 0 }) => Math.max(last, at + ms), 0);
  const parts = stretches(events, until);
  if (parts.length === 0) return null;
  const totals = total(parts);
  return (
    <figure class="waiting">
      <figcaption>Where the caller's time went</figcaption>
      <div class="bar" aria-hidden="true">
        {parts.map(({ spending, from, to }) => (
          <div key={from} class={`part ${spending}`} style={{ flexGrow: to - from }} />
        ))}
      </div>
      <ul>
        {totals.map(([spending, ms]) => (
          <li key={spending}>
            <span class={`swatch ${spending}`} aria-hidden="true" />
            {names[spending]} {ms < 1000 ? `${Math.round(ms)} ms` : seconds(ms)}
          </li>
        ))}
      </ul>
    </figure>
  );
}

function total(parts: readonly Stretch[]): [Spending, number][] {
  const sums = new Map<Spending, number>();
  for (const { spending, from, to } of parts) {
    sums.set(spending, (sums.get(spending) ?? 0) + to - from);
  }
  return [...sums];
}
