import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { CallView } from './call/call-view';
import { Details } from './call/details';
import { PastCalls } from './call/past-calls';
import { Tasks } from './call/tasks';
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
  return (
    <>
      <header class="top">
        <h1>Call console</h1>
        <p class="where">{whereabouts(state)}</p>
      </header>
      <main>
        <div class="side">
          <Softphone phone={phone} state={state} />
          <PastCalls
            calls={state.calls}
            shown={state.shown}
            onShow={(callSid) => dispatch({ type: 'show', callSid })}
          />
          <Tasks tasks={state.tasks} />
        </div>
        <CallView
          call={call}
          selected={state.selected}
          onSelect={(event) => dispatch({ type: 'select', event })}
        />
        <Details call={call} event={state.selected} />
      </main>
    </>
  );
}

function whereabouts({ connected, agent, service }: typeof initialState): string {
  if (!connected) return 'The simulator does not answer. Is npm start still running?';
  const asapp = agent === 'local' ? 'a local ASAPP' : 'the ASAPP in your .env';
  return `A simulated Twilio calls ${service}, which uses ${asapp}.`;
}
