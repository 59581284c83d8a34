import { generativeAgentFlow } from '../../../studio/flow';
import { EXAMPLE_SETTINGS } from '../../../studio/settings';
import { flowChanges } from '../../flow/changes';

const flow = generativeAgentFlow(EXAMPLE_SETTINGS);

test('moving a widget on the canvas is not a change of the flow', () => {
  const moved = flow.states.map((state) => ({
    ...state,
    properties: { ...state.properties, offset: { x: 1, y: 2 } },
  }));
  expect(flowChanges({ ...flow, states: moved }, flow)).toEqual([]);
});

test('added, removed and changed widgets are listed by name', () => {
  const longer = generativeAgentFlow({ ...EXAMPLE_SETTINGS, ringSeconds: 30, completed: [] });
  const states = flow.states.filter(({ name }) => name !== 'apology');
  const own = { name: 'own', type: 'send-message', transitions: [], properties: {} };
  const changes = flowChanges({ ...flow, states: [...states, own] }, longer);
  expect(changes).toContainEqual({ widget: 'apology', change: 'added', details: [] });
  expect(changes).toContainEqual({ widget: 'own', change: 'removed', details: [] });
  expect(changes).toContainEqual({
    widget: 'agent_1',
    change: 'changed',
    details: ['timeout: 20 → 30'],
  });
});

test.each([undefined, null, {}, 'flow'])(
  'compared with %p, every widget of the flow is new',
  (before) => {
    const changes = flowChanges(before, flow);
    expect(changes).toHaveLength(flow.states.length);
    expect(changes.every(({ change }) => change === 'added')).toBe(true);
  },
);
