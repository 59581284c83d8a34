import { useEffect, useState } from 'preact/hooks';
import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { stretches } from '../../waiting';
import { took } from './parties';

const names = {
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
/** While a call goes on the bar grows so often. */
const TICK_MS = 500;
/** A bar of the call's length, in the colours of what the caller's time was spent on. */
export function WaitingBar({ call }) {
  const parts = stretches(call.events, useLength(call));
  if (parts.length === 0) return null;
  return _jsxs('figure', {
    class: 'waiting',
    children: [
      _jsx('figcaption', { children: "Where the caller's time went" }),
      _jsx('div', {
        class: 'bar',
        'aria-hidden': 'true',
        children: parts.map(({ spending, from, to }) =>
          _jsx('div', { class: `part ${spending}`, style: { flexGrow: to - from } }, from),
        ),
      }),
      _jsx('ul', {
        children: totals(parts).map(([spending, ms]) =>
          _jsxs(
            'li',
            {
              children: [
                _jsx('span', { class: `swatch ${spending}`, 'aria-hidden': 'true' }),
                names[spending],
                ' ',
                took(ms),
              ],
            },
            spending,
          ),
        ),
      }),
    ],
  });
}
/** How long the call was, or has been so far, in milliseconds. */
function useLength({ events, over, placedAt }) {
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
/** How much of each, in the order of the bar; what is nothing in particular comes last. */
function totals(parts) {
  const sums = new Map();
  for (const { spending, from, to } of parts) {
    sums.set(spending, (sums.get(spending) ?? 0) + to - from);
  }
  const rest = ([spending]) => Number(spending === 'between');
  return [...sums].sort((one, other) => rest(one) - rest(other));
}
