import { initialState, next, type PageState } from '../../../console/page/state';
import type { CallRecord } from '../../../console/protocol';
import { readCallRequest } from '../../../local/call-request';
import type { CallEvent } from '../../../twilio/call-event';

const event: CallEvent = { at: 0, from: 'caller', to: 'twilio', what: 'calls' };
const call = (callSid: string, events: CallEvent[] = []): CallRecord => ({
  callSid,
  placedAt: '2026-01-01T00:00:00.000Z',
  request: readCallRequest({}),
  events,
  streams: [],
});
const over = { end: 'goodbye', endedWell: true, ms: 1, alerts: [] } as const;
const welcomed: PageState = next(initialState, {
  type: 'welcome',
  agent: 'local',
  service: 'http://127.0.0.1:3000',
  calls: [call('CA2'), call('CA1')],
  tasks: [],
});

test('shows the newest call to a page that opens late', () => {
  expect(welcomed.shown).toBe('CA2');
});

test("lists another page's call without showing it", () => {
  const state = next(welcomed, { type: 'call', call: call('CA3') });
  expect(state.calls.map(({ callSid }) => callSid)).toEqual(['CA3', 'CA2', 'CA1']);
  expect(state.shown).toBe('CA2');
});

test("shows the page's own call as soon as it begins", () => {
  const state = next(welcomed, { type: 'phone', state: 'calling', callSid: 'CA3' });
  expect(state).toMatchObject({ phone: 'calling', shown: 'CA3' });
});

test('keeps the selected line when the call ends', () => {
  let state = next(welcomed, { type: 'event', callSid: 'CA2', event });
  state = next(state, { type: 'select', event });
  // What the server sends is a copy.
  const ended = {
    ...call('CA2', [{ ...event }, { ...event, at: 5 }]),
    over: { ...over, alerts: [] },
  };
  state = next(state, { type: 'call', call: ended });
  expect(state.calls[0]?.events[0]).toBe(state.selected);
  expect(state.calls[0]).toMatchObject({
    over: { end: 'goodbye' },
    events: [{ at: 0 }, { at: 5 }],
  });
});

test('clears a refusal when the next call begins', () => {
  const refused = next(welcomed, { type: 'refused', reason: 'busy' });
  expect(refused.refused).toBe('busy');
  expect(next(refused, { type: 'phone', state: 'preparing' }).refused).toBeUndefined();
});

test('keeps the calls readable when the simulator goes away', () => {
  const lost = next(welcomed, { type: 'connection', open: false });
  expect(lost).toMatchObject({ connected: false, phone: 'idle' });
  expect(lost.calls).toHaveLength(2);
  expect(lost.shown).toBe('CA2');
});

test('shows the newest call of a restarted simulator, with no line selected', () => {
  const looking = next(welcomed, { type: 'select', event });
  const state = next(looking, {
    type: 'welcome',
    agent: 'local',
    service: 'http://127.0.0.1:3000',
    calls: [call('CA9')],
    tasks: [],
  });
  expect(state).toMatchObject({ shown: 'CA9', selected: undefined });
});

test('shows the tasks as they are now, also when the simulator is gone', () => {
  const since = '2026-01-01T00:00:00.000Z';
  const tasks = [{ sid: 'WT1', workflowSid: 'WW1', status: 'pending', since, attributes: {} }];
  const state = next(welcomed, { type: 'tasks', tasks });
  expect(next(state, { type: 'connection', open: false }).tasks).toEqual(tasks);
});
