import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { endMeanings } from '../../../twilio/call/end';
import { seconds } from './parties';
/** All calls since the simulator was started, also those of `npm run call`; each can be shown. */
export function PastCalls({ calls, shown, onShow }) {
  return _jsxs('section', {
    class: 'card past',
    'aria-labelledby': 'past-title',
    children: [
      _jsx('h2', { id: 'past-title', children: 'Calls' }),
      calls.length === 0 && _jsx('p', { class: 'hint', children: 'None yet.' }),
      _jsx('ul', {
        children: calls.map((call) =>
          _jsx(
            'li',
            {
              children: _jsxs('button', {
                type: 'button',
                'aria-pressed': call.callSid === shown,
                onClick: () => onShow(call.callSid),
                children: [
                  _jsx('time', { dateTime: call.placedAt, children: clock(call.placedAt) }),
                  ' ',
                  summary(call),
                ],
              }),
            },
            call.callSid,
          ),
        ),
      }),
    ],
  });
}
const clock = (at) => new Date(at).toLocaleTimeString([], { timeStyle: 'medium' });
function summary({ over }) {
  if (over === undefined) return 'in progress';
  return `${over.endedWell ? '✓' : '✗'} ${endMeanings[over.end]}, ${seconds(over.ms)}`;
}
