import { CommandFailure, UsageFailure } from '../../command/failure';
import { type FlowOptions, flowSettings } from '../../studio/flow-settings';
import { makeFlow } from '../../studio/make-flow';

const make = (options: FlowOptions, variables: Record<string, string> = {}) =>
  makeFlow(flowSettings(options, variables, 'voice-agent-1234.twil.io'));

test('an option wins over the variable of the env file', () => {
  const text = JSON.stringify(make({ agent: 'client:ann' }, { AGENT_DESTINATION: 'client:bob' }));
  expect(text).toContain('"to":"ann"');
  expect(text).not.toContain('bob');
});

test('without a fallback of its own, the agent is the fallback', () => {
  const { agent, fallback } = flowSettings({ agent: 'client:ann' }, {}, 'a.twil.io');
  expect(fallback).toEqual(agent);
});

test('the customer and the task can be given as text or Liquid', () => {
  const flow = make({ 'customer-id': '{{trigger.call.CallSid}}', task: 'Check balance' });
  const input = flow.states.find(({ name }) => name === 'agent_input');
  expect(input?.properties).toMatchObject({
    variables: [
      { key: 'customer_id', value: '{{trigger.call.CallSid}}' },
      { key: 'task_name', value: 'Check balance' },
    ],
  });
});

test('the function is named by its SIDs where they are known', () => {
  const sids = {
    service_sid: `ZS${'1'.repeat(32)}`,
    environment_sid: `ZE${'2'.repeat(32)}`,
    function_sid: `ZH${'3'.repeat(32)}`,
  };
  const flow = makeFlow(flowSettings({}, {}, 'a.twil.io', sids));
  const widget = flow.states.find(({ type }) => type === 'run-function');
  expect(widget?.properties).toMatchObject({
    ...sids,
    url: 'https://a.twil.io/call-transfer-state',
  });
});

test.each<[string, FlowOptions, string]>([
  ['a malformed chain', { agent: 'nowhere' }, 'AGENT_DESTINATION word 1 must be one of'],
  ['selectors for the agent', { agent: 'a=b:+15551230000' }, 'AGENT_DESTINATION has selectors'],
  ['a variable Liquid cannot read', { system: 'a.b=c:+15551230000' }, 'named a.b'],
  ['a channel that is none', { 'flex-channel': 'TC1' }, '--flex-channel TC1 is not the SID'],
])('%s is refused as a wrong argument', (_, options, message) => {
  expect(() => make(options)).toThrow(UsageFailure);
  expect(() => make(options)).toThrow(message);
});

test('Liquid that Studio cannot read is named with its widget', () => {
  expect(() => make({ task: '{{trigger.call.From' })).toThrow(CommandFailure);
  expect(() => make({ task: '{{trigger.call.From' })).toThrow('agent_input: is not good Liquid');
});
