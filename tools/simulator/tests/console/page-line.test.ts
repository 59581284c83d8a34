import { readPageMessage } from '../../console/page-line';

test('an order for a call is filled in with what it leaves open', () => {
  const frame = JSON.stringify({ type: 'place', request: { studio: true }, microphone: false });
  expect(readPageMessage(frame)).toMatchObject({
    type: 'place',
    request: { studio: true, outcome: 'agent', faults: {} },
  });
});

test.each([
  ['no JSON', '{', 'no JSON'],
  ['a key that no phone has', '{"type":"key","digit":"12"}', '12'],
  [
    'an outcome that no agent has',
    '{"type":"place","microphone":true,"request":{"outcome":"lost"}}',
    'use one of agent, system, completed, drop, hang-up',
  ],
  ['another type', '{"type":"shout"}', 'shout'],
])('%s is refused in words', (_, frame, words) => {
  expect(readPageMessage(frame)).toEqual({ refused: expect.stringContaining(words) });
});
