import type { CallEvent } from '../../twilio/call-event';
import type { CallRecord, TaskRecord, ToPage } from '../protocol';

/** Everything that the page shows, except what changes ten times a second. */
export interface PageState {
  connected: boolean;
  agent: 'local' | 'real';
  /** Where the service is. */
  service: string;
  /** The newest first. */
  calls: CallRecord[];
  /** The newest first. */
  tasks: TaskRecord[];
  phone: 'idle' | 'preparing' | 'calling';
  /** The call that is shown, and its selected line. */
  shown: string | undefined;
  selected: CallEvent | undefined;
  /** Why the last call could not be placed. */
  refused: string | undefined;
}

export type Action =
  | Exclude<ToPage, { type: 'levels' | 'hush' }>
  | { type: 'connection'; open: boolean }
  | { type: 'show'; callSid: string }
  | { type: 'select'; event: CallEvent | undefined };

export const initialState: PageState = {
  connected: false,
  agent: 'local',
  service: '',
  calls: [],
  tasks: [],
  phone: 'idle',
  shown: undefined,
  selected: undefined,
  refused: undefined,
};

/** The state after a message from the server or an action of the user. */
export function next(state: PageState, action: Action): PageState {
  switch (action.type) {
    case 'connection':
      return action.open ? { ...state, connected: true } : lost(state);
    case 'welcome': {
      const { agent, service, calls, tasks } = action;
      // A restarted simulator does not know the call that was shown.
      const known = calls.find(({ callSid }) => callSid === state.shown) ?? calls[0];
      const shown = known?.callSid;
      return { ...state, agent, service, calls, tasks, shown, selected: undefined };
    }
    case 'phone': {
      const { callSid } = action;
      const phone = { ...state, phone: action.state };
      if (action.state === 'preparing') return { ...phone, refused: undefined };
      return callSid === undefined ? phone : { ...phone, shown: callSid, selected: undefined };
    }
    case 'call':
      return withCall(state, action.call);
    case 'event':
      return changed(state, action.callSid, ({ events, ...call }) => ({
        ...call,
        events: [...events, action.event],
      }));
    case 'streams':
      return changed(state, action.callSid, (call) => ({ ...call, streams: action.streams }));
    case 'tasks':
      return { ...state, tasks: action.tasks };
    case 'show':
      return { ...state, shown: action.callSid, selected: undefined };
    case 'select':
      return { ...state, selected: action.event };
    case 'refused':
      return { ...state, refused: action.reason };
  }
}

/** Without the simulator no calls can be placed, but earlier ones can still be read. */
const lost = ({ calls, tasks, shown, selected }: PageState): PageState => ({
  ...initialState,
  calls,
  tasks,
  shown,
  selected,
});

function withCall(state: PageState, call: CallRecord): PageState {
  const known = state.calls.find(({ callSid }) => callSid === call.callSid);
  if (known === undefined) {
    return { ...state, calls: [call, ...state.calls], shown: state.shown ?? call.callSid };
  }
  // The lines that are there stay the same objects: one of them may be selected.
  const events = [...known.events, ...call.events.slice(known.events.length)];
  return changed(state, call.callSid, () => ({ ...call, events }));
}

const changed = (
  state: PageState,
  callSid: string,
  change: (call: CallRecord) => CallRecord,
): PageState => ({
  ...state,
  calls: state.calls.map((call) => (call.callSid === callSid ? change(call) : call)),
});
