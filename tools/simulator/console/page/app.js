import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { CallView } from './call/call-view';
import { Details } from './call/details';
import { PastCalls } from './call/past-calls';
import { OwnPhone } from './phone/own-phone';
import { Softphone } from './phone/softphone';
import { initialState, next } from './state';
/** The whole page: the phone on one side, the call and one line of it on the other. */
export function App() {
  const [state, dispatch] = useReducer(next, initialState);
  const [phone] = useState(() => new OwnPhone((action) => dispatch(action)));
  const call = useMemo(
    () => state.calls.find(({ callSid }) => callSid === state.shown),
    [state.calls, state.shown],
  );
  const live = state.phone === 'calling';
  useEffect(() => {
    document.title = live ? '● Call console' : 'Call console';
  }, [live]);
  return _jsxs(_Fragment, {
    children: [
      _jsxs('header', {
        class: 'top',
        children: [
          _jsx('h1', { children: 'Call console' }),
          _jsx('p', { class: 'where', children: whereabouts(state) }),
        ],
      }),
      _jsxs('main', {
        children: [
          _jsxs('div', {
            class: 'side',
            children: [
              _jsx(Softphone, { phone: phone, state: state }),
              _jsx(PastCalls, {
                calls: state.calls,
                shown: state.shown,
                onShow: (callSid) => dispatch({ type: 'show', callSid }),
              }),
            ],
          }),
          _jsx(CallView, {
            call: call,
            selected: state.selected,
            onSelect: (event) => dispatch({ type: 'select', event }),
          }),
          _jsx(Details, { call: call, event: state.selected }),
        ],
      }),
    ],
  });
}
function whereabouts({ connected, agent, service }) {
  if (!connected) return 'The simulator does not answer. Is npm start running?';
  const asapp = agent === 'local' ? 'a local ASAPP' : 'your ASAPP, with the key in .env';
  return `A simulated Twilio calls ${service}, which uses ${asapp}.`;
}
