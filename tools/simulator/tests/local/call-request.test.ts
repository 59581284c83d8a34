import { readCallRequest } from '../../local/call-request';

test('every setting of a call has a default', () => {
  expect(readCallRequest({})).toEqual({
    outcome: 'agent',
    agent: {},
    faults: {},
    studio: false,
    agentAnswers: [],
    keys: [],
    parameters: {},
  });
});

test.each([
  [{ outcome: 'win' }, 'outcome "win": use one of agent, system, completed, drop, hang-up'],
  [{ agentAnswers: ['busy', 'maybe'] }, 'answer "maybe": use one of answered, busy'],
  [{ keys: ['1', 'A'] }, 'keys are 0 to 9, * and #'],
  [{ colour: 'blue' }, 'colour'],
  ['agent', 'Object'],
])('refuses the request %j and says why', (input, message) => {
  expect(() => readCallRequest(input)).toThrow(message);
});
