import { generativeAgentFlow } from '../../../studio/flow';
import { EXAMPLE_SETTINGS } from '../../../studio/settings';
import { changesBetween } from '../../studio/changes';

const flow = generativeAgentFlow(EXAMPLE_SETTINGS);

test('a flow that is as it was has no changes, wherever its widgets stand', () => {
  const moved = flow.states.map((state) => ({
    ...state,
    properties: { ...state.properties, offset: { x: 1, y: 2 } },
  }));
  expect(changesBetween({ ...flow, states: moved }, flow)).toEqual([]);
});

test('what is new, gone and different is told by widget', () => {
  const longer = generativeAgentFlow({ ...EXAMPLE_SETTINGS, ringSeconds: 30, completed: [] });
  const states = flow.states.filter(({ name }) => name !== 'apology');
  const own = { name: 'own', type: 'send-message', transitions: [], properties: {} };
  const changes = changesBetween({ ...flow, states: [...states, own] }, longer);
  expect(changes).toContainEqual({ widget: 'apology', change: 'added', details: [] });
  expect(changes).toContainEqual({ widget: 'own', change: 'removed', details: [] });
  expect(changes).toContainEqual({
    widget: 'agent_1',
    change: 'changed',
    details: ['timeout: 20 → 30'],
  });
});

test.each([undefined, null, {}, 'flow'])('against %p everything is new', (before) => {
  const changes = changesBetween(before, flow);
  expect(changes).toHaveLength(flow.states.length);
  expect(changes.every(({ change }) => change === 'added')).toBe(true);
});
