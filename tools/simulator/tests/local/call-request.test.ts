import { readCallRequest } from '../../local/call-request';

test('everything has a default', () => {
  expect(readCallRequest({})).toEqual({
    outcome: 'agent',
    agent: {},
    faults: {},
    studio: false,
    agentAnswers: [],
    parameters: {},
  });
});

test.each([
  [{ outcome: 'win' }, 'outcome "win": use one of agent, system, completed, drop, hang-up'],
  [{ agentAnswers: ['busy', 'maybe'] }, 'answer "maybe": use one of answered, busy'],
  [{ colour: 'blue' }, 'colour'],
  ['agent', 'Object'],
])('%j is refused, and it is said why', (input, message) => {
  expect(() => readCallRequest(input)).toThrow(message);
});
