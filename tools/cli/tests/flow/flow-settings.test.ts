import { CommandFailure, UsageFailure } from '../../command/failure';
import type { FlowOptions } from '../../flow/flow-options';
import { flowSettings } from '../../flow/flow-settings';
import { makeFlow } from '../../flow/make-flow';

const make = (options: FlowOptions, variables: Record<string, string> = {}) =>
  makeFlow(flowSettings(options, variables, 'voice-agent-1234.twil.io'));

test('an option of publish-flow wins over the variable in the env file', () => {
  const text = JSON.stringify(make({ agent: 'client:ann' }, { AGENT_DESTINATION: 'client:bob' }));
  expect(text).toContain('"to":"ann"');
  expect(text).not.toContain('bob');
});

test('a flow without a fallback chain falls back to the agent chain', () => {
  const { agent, fallback } = flowSettings({ agent: 'client:ann' }, {}, 'a.twil.io');
  expect(fallback).toEqual(agent);
});

test('the customer and the task of a flow can be text or Liquid', () => {
  const flow = make({ 'customer-id': '{{trigger.call.CallSid}}', task: 'Check balance' });
  const input = flow.states.find(({ name }) => name === 'agent_input');
  expect(input?.properties).toMatchObject({
    variables: expect.arrayContaining([
      { key: 'customer_id', value: '{{trigger.call.CallSid}}' },
      { key: 'task_name', value: 'Check balance' },
    ]),
  });
});

test('the Run Function widget has the SIDs of the function if they are known', () => {
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

test('voicemails of a flow become tasks of VOICEMAIL_WORKFLOW', () => {
  const workflow = `WW${'1'.repeat(32)}`;
  const flow = make({ agent: '+15551230000 voicemail' }, { VOICEMAIL_WORKFLOW: workflow });
  const widget = flow.states.find(({ type }) => type === 'record-voicemail');
  expect(widget?.properties).toMatchObject({
    recording_status_callback_url: expect.stringContaining(
      `https://voice-agent-1234.twil.io/voicemail-task?workflow=${workflow}`,
    ),
  });
});

test.each<[string, FlowOptions, string]>([
  ['a malformed chain', { agent: 'nowhere' }, 'AGENT_DESTINATION word 1 must be one of'],
  ['branches for the agent', { agent: 'a=b:+15551230000' }, 'AGENT_DESTINATION has branches'],
  ['a variable Liquid cannot read', { system: 'a.b=c:+15551230000' }, 'named a.b'],
  ['a malformed task channel', { 'flex-channel': 'TC1' }, '--flex-channel TC1 is not the SID'],
])('publish-flow refuses %s as a wrong argument', (_, options, message) => {
  expect(() => make(options)).toThrow(UsageFailure);
  expect(() => make(options)).toThrow(message);
});

test('malformed Liquid in an option is reported with its widget', () => {
  expect(() => make({ task: '{{trigger.call.From' })).toThrow(CommandFailure);
  expect(() => make({ task: '{{trigger.call.From' })).toThrow('agent_input: is not valid Liquid');
});
