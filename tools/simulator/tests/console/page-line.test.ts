import { readPageMessage } from '../../console/page-line';

test('fills in the defaults of a request for a call', () => {
  const frame = JSON.stringify({ type: 'place', request: { studio: true }, microphone: false });
  expect(readPageMessage(frame)).toMatchObject({
    type: 'place',
    request: { studio: true, outcome: 'agent', faults: {} },
  });
});

test.each([
  ['text that is not JSON', '{', 'not JSON'],
  ['a key that no phone has', '{"type":"key","digit":"12"}', '12'],
  [
    'an outcome that no agent has',
    '{"type":"place","microphone":true,"request":{"outcome":"lost"}}',
    'use one of agent, system, completed, drop, hang-up',
  ],
  ['another type', '{"type":"shout"}', 'shout'],
])('refuses %s and says why', (_, frame, words) => {
  expect(readPageMessage(frame)).toEqual({ refused: expect.stringContaining(words) });
});
