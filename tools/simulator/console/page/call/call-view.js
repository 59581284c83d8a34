import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { endMeanings } from '../../../twilio/call/end';
import { Diagram } from './diagram';
import { seconds } from './parties';
import { WaitingBar } from './waiting-bar';
/** One call: how it came out, where the time went, and who said what to whom. */
export function CallView({ call, selected, onSelect }) {
  return _jsxs('section', {
    class: 'card story',
    'aria-labelledby': 'call-title',
    children: [
      _jsxs('div', {
        class: 'title',
        children: [
          _jsx('h2', { id: 'call-title', children: 'The call' }),
          call !== undefined &&
            _jsx('a', {
              class: 'button',
              href: `/calls/${call.callSid}.json`,
              download: `${call.callSid}.json`,
              children: 'Export JSON',
            }),
        ],
      }),
      call === undefined
        ? _jsx('p', {
            class: 'hint',
            children: 'No call yet. Press Call: what happens is drawn here as it happens.',
          })
        : _jsxs(_Fragment, {
            children: [
              _jsx('p', { class: 'sid', children: call.callSid }),
              _jsx('div', { role: 'status', children: _jsx(Outcome, { call: call }) }),
              _jsx(WaitingBar, { call: call }),
              _jsx(Diagram, { call: call, selected: selected, onSelect: onSelect }),
            ],
          }),
    ],
  });
}
function Outcome({ call: { over } }) {
  if (over === undefined) return _jsx('p', { class: 'outcome', children: 'In progress' });
  const { end, endedWell, ms, complaints } = over;
  const count = complaints.length;
  return _jsxs('p', {
    class: `outcome ${endedWell ? 'well' : 'badly'}`,
    children: [
      _jsx('strong', { children: endedWell ? 'Ended well' : 'Ended badly' }),
      ': ',
      endMeanings[end],
      ', after',
      ' ',
      seconds(ms),
      count > 0 && `; Twilio complained ${count === 1 ? 'once' : `${count} times`}`,
    ],
  });
}
