import { useEffect, useState } from 'preact/hooks';
import type { CallRecord } from '../../protocol';
import { type Spending, type Stretch, stretches } from '../../waiting';
import { took } from './parties';

const names: Record<Spending, string> = {
  service: 'waited for the service',
  asapp: 'waited for ASAPP',
  stream: 'waited for the stream',
  agent: 'with the agent',
  words: 'heard an announcement',
  ringing: 'heard ringing',
  queue: 'in a queue',
  person: 'with a person',
  message: 'left a message',
  between: 'other',
};

/** How often the bar grows during a call. */
const TICK_MS = 500;

/** A bar that shows by colour what the caller's time was spent on. */
export function WaitingBar({ call }: { call: CallRecord }) {
  const parts = stretches(call.events, useLength(call));
  if (parts.length === 0) return null;
  return (
    <figure class="waiting">
      <figcaption>Where the caller's time went</figcaption>
      <div class="bar" aria-hidden="true">
        {parts.map(({ spending, from, to }) => (
          <div key={from} class={`part ${spending}`} style={{ flexGrow: to - from }} />
        ))}
      </div>
      <ul>
        {totals(parts).map(([spending, ms]) => (
          <li key={spending}>
            <span class={`swatch ${spending}`} aria-hidden="true" />
            {names[spending]} {took(ms)}
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** How long the call was, or has been so far, in milliseconds. */
function useLength({ events, over, placedAt }: CallRecord): number {
  const live = over === undefined;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [live]);
  if (over !== undefined) return over.ms;
  // The page and the simulator are on one machine, with one clock.
  return Math.max(now - Date.parse(placedAt), ...events.map(({ at, ms = 0 }) => at + ms));
}

/** How much of each, in the order of the bar; `between` comes last. */
function totals(parts: readonly Stretch[]): [Spending, number][] {
  const sums = new Map<Spending, number>();
  for (const { spending, from, to } of parts) {
    sums.set(spending, (sums.get(spending) ?? 0) + to - from);
  }
  const rest = ([spending]: [Spending, number]) => Number(spending === 'between');
  return [...sums].sort((one, other) => rest(one) - rest(other));
}
