import { useMemo } from 'preact/hooks';
import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import {
  brief,
  happensAt,
  inOrder,
  partiesOf,
  partyNames,
  partyPhrases,
  seconds,
  took,
} from './parties';
/** The call as a sequence diagram: a lane per party, a line per message, each to be clicked. */
export function Diagram({ call, selected, onSelect }) {
  const { events } = call;
  const parties = useMemo(() => partiesOf(events), [events]);
  const lines = useMemo(() => inOrder(events), [events]);
  return _jsxs('div', {
    class: 'diagram',
    style: { '--lanes': parties.length },
    children: [
      _jsx('div', {
        class: 'parties',
        'aria-hidden': 'true',
        children: parties.map((party) => _jsx('span', { children: partyNames[party] }, party)),
      }),
      _jsxs('ol', {
        'aria-label': 'What happened, in order',
        children: [
          lines.map((event, index) =>
            _jsx(
              Message,
              { event: event, parties: parties, chosen: event === selected, onSelect: onSelect },
              `${happensAt(event)} ${event.what} ${index}`,
            ),
          ),
          call.over === undefined && _jsx(Audio, { call: call }),
        ],
      }),
    ],
  });
}
function Message({ event, parties, chosen, onSelect }) {
  const { from, to, what, status, ms, complaint, beside } = event;
  const [start, end] = [parties.indexOf(from), parties.indexOf(to)];
  const [left, right] = [Math.min(start, end), Math.max(start, end)];
  const direction = start === end ? 'own' : start < end ? 'rightwards' : 'leftwards';
  const side = left + right < parties.length - 1 ? 'from-left' : 'from-right';
  const level = complaint === undefined ? '' : `complaint ${complaint.level}`;
  return _jsx('li', {
    children: _jsxs('button', {
      type: 'button',
      class: `message ${direction} ${side} ${level} ${beside ? 'beside' : ''}`,
      style: { '--left': left, '--right': right },
      'aria-pressed': chosen,
      onClick: () => onSelect(event),
      children: [
        _jsx('span', { class: 'time', children: seconds(happensAt(event)) }),
        _jsxs('span', {
          class: 'lanes',
          children: [
            _jsxs('span', {
              class: 'visually-hidden',
              children: [partyPhrases[from], ' \u2192 ', partyPhrases[to], ':'],
            }),
            _jsxs('span', {
              class: 'text',
              children: [
                _jsxs('span', {
                  class: 'ground',
                  children: [
                    brief(what),
                    status !== undefined &&
                      _jsxs('b', {
                        class: status < 400 ? 'status good' : 'status bad',
                        children: [' ', status],
                      }),
                    ms !== undefined && _jsxs('i', { children: [' ', took(ms)] }),
                  ],
                }),
                complaint !== undefined &&
                  _jsxs('span', {
                    class: 'mark',
                    children: [
                      complaint.level === 'noise' ? 'Twilio logs' : `Twilio ${complaint.level}`,
                      ' ',
                      complaint.code,
                    ],
                  }),
              ],
            }),
            _jsx('span', { class: 'arrow', 'aria-hidden': 'true' }),
          ],
        }),
      ],
    }),
  });
}
/** While a stream is open: how much audio has gone over it. */
function Audio({ call }) {
  const counts = call.streams.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.kind === 'media' ? [entry] : [])),
  );
  if (counts.length === 0) return null;
  const sum = (name) => counts.reduce((total, count) => total + count[name], 0);
  return _jsxs('li', {
    class: 'audio',
    children: ['audio frames: ', sum('fromTwilio'), ' to the agent, ', sum('fromServer'), ' back'],
  });
}
