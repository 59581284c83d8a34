import { readFileSync } from 'node:fs';
import { parseBranches, parseChain } from '../../../src/voice/chain';
import { exampleFiles } from '../../cli/flow/example-files';
import type { State } from '../definition';
import { generativeAgentFlow } from '../flow';
import { lintFlow } from '../lint/lint';
import { EXAMPLE_SETTINGS, EXAMPLES, type FlowSettings } from '../settings';

const WORKFLOW = `WW${'a'.repeat(32)}`;
const FLOW = `FW${'b'.repeat(32)}`;

const flowWith = (settings: Partial<FlowSettings>) =>
  generativeAgentFlow({ ...EXAMPLE_SETTINGS, ...settings });
const find = (states: readonly State[], name: string) => states.find((one) => one.name === name);
const nextOn = (states: readonly State[], name: string, event: string) =>
  find(states, name)?.transitions.find((one) => one.event === event)?.next;

test.each(exampleFiles('.'))(
  '%s is up to date: npm run publish-flow -- --write-examples changes nothing',
  (path, content) => {
    expect(readFileSync(path, 'utf8')).toBe(content);
  },
);

test.each(Object.keys(EXAMPLES))('the linter finds no problem in %s', (file) => {
  expect(lintFlow(JSON.parse(readFileSync(`studio/${file}`, 'utf8')))).toEqual([]);
});

test.each([
  ['a number', '+15555550111'],
  ['a SIP address', 'sip:support@pbx.example.com;transport=tls'],
  ['a SIP address with headers', 'sip:support@pbx.example.com?X-Line=sales'],
  ['a client', 'client:alice'],
  ['a workflow', WORKFLOW],
  ['a queue', 'queue:support'],
  ['another flow', FLOW],
  ['a TwiML URL', 'https://ivr.example.com/payments?lang=en#rc=2'],
  ['a voicemail', 'voicemail'],
  ['a chain', `+15555550111 client:alice queue:support ${WORKFLOW} voicemail`],
])('a flow with %s as every destination passes the linter', (_, words) => {
  const chain = parseChain(words);
  const settings = { agent: chain, completed: chain, fallback: chain, system: [{ chain }] };
  expect(lintFlow(flowWith(settings))).toEqual([]);
  expect(lintFlow(flowWith({ ...settings, flexChannel: `TC${'c'.repeat(32)}` }))).toEqual([]);
  expect(lintFlow(flowWith({ ...settings, fallback: [] }))).toEqual([]);
});

test('a flow without destinations plays an apology', () => {
  const { states } = flowWith({ agent: [], system: [], fallback: [] });
  expect(lintFlow({ ...flowWith({ agent: [], system: [], fallback: [] }) })).toEqual([]);
  expect(nextOn(states, 'engage', 'fail')).toBe('apology');
});

test('a flow whose agent and fallback chains are the same has their widgets once', () => {
  const { states } = flowWith({ fallback: EXAMPLE_SETTINGS.agent });
  expect(find(states, 'fallback_1')).toBeUndefined();
  expect(nextOn(states, 'call_transfer_state', 'fail')).toBe('agent_open');
  expect(nextOn(states, 'agent_1_result', 'noMatch')).toBe('apology');
});

test('a flow tries the agent chain in order, then the fallback chain', () => {
  const { states } = flowWith({ agent: parseChain('+15555550111 +15555550112') });
  expect(nextOn(states, 'agent_1_result', 'noMatch')).toBe('agent_2');
  expect(nextOn(states, 'agent_2_result', 'noMatch')).toBe('fallback_open');
  expect(nextOn(states, 'fallback_1_result', 'noMatch')).toBe('apology');
});

describe('a flow whose voicemails somebody hears about', () => {
  const voicemailCallbackUrl = 'https://example.com/voicemail';
  const person = parseChain('+15555550111');

  test.each([
    [
      'the agent chain, which is the fallback chain too,',
      { agent: person, fallback: person },
      'agent',
    ],
    ['the fallback chain', { agent: parseChain('queue:support'), fallback: person }, 'fallback'],
  ])('ends %s with a voicemail', (_what, chains, role) => {
    const flow = flowWith({ ...chains, voicemailCallbackUrl });
    expect(lintFlow(flow)).toEqual([]);
    expect(nextOn(flow.states, `${role}_1_result`, 'noMatch')).toBe('voicemail_1');
    expect(nextOn(flow.states, 'voicemail_1', 'audioComplete')).toBe('voicemail_1_record');
    expect(nextOn(flow.states, 'voicemail_1_record', 'noAudio')).toBe('apology');
  });

  test('asks for no second message if its chain ends with a voicemail', () => {
    const chain = parseChain('+15555550111 voicemail');
    const { states } = flowWith({ agent: chain, fallback: chain, voicemailCallbackUrl });
    expect(nextOn(states, 'agent_2_record', 'noAudio')).toBe('apology');
    expect(find(states, 'voicemail_1')).toBeUndefined();
  });
});

describe('while closed, a flow', () => {
  const closedExit = (settings: Partial<FlowSettings>, role = 'agent') =>
    nextOn(flowWith(settings).states, `${role}_open`, 'match');

  test('skips people for the first destination that is none', () => {
    const agent = parseChain('+15555550111 queue:support https://ivr.example.com/night');
    expect(closedExit({ agent })).toBe('agent_3');
    expect(closedExit({ agent: parseChain('+15555550111 voicemail') })).toBe('agent_2');
  });

  test('looks at the clock only for a chain with people in it', () => {
    const { states } = flowWith({ agent: parseChain('https://ivr.example.com/night') });
    expect(nextOn(states, 'outcome', 'match')).toBe('agent_1');
    expect(find(states, 'agent_open')).toBeUndefined();
  });

  test('goes to the closed chain, then says that nobody is there', () => {
    const settings = { closed: parseChain('+15555550144') };
    const { states } = flowWith(settings);
    expect(lintFlow(flowWith(settings))).toEqual([]);
    expect(closedExit(settings)).toBe('closed_1');
    expect(nextOn(states, 'closed_1_result', 'noMatch')).toBe('closed');
    expect(find(states, 'closed')?.properties).toMatchObject({
      say: 'We are closed right now. Thank you for calling. Goodbye.',
    });
  });

  test('says the configured words, and takes a voicemail if somebody hears about it', () => {
    const settings = {
      closedMessage: 'Call on Monday.',
      voicemailCallbackUrl: 'https://example.com/voicemail',
    };
    const { states } = flowWith(settings);
    expect(lintFlow(flowWith(settings))).toEqual([]);
    expect(closedExit(settings)).toBe('closed');
    expect(find(states, 'closed')?.properties).toMatchObject({ say: 'Call on Monday.' });
    expect(nextOn(states, 'closed', 'audioComplete')).toBe('closed_message_1');
    expect(nextOn(states, 'closed_message_1', 'audioComplete')).toBe('closed_message_1_record');
  });

  test.each([
    [{}, 'closed', { say: EXAMPLE_SETTINGS.messages.apology }],
    [{ messages: { ...EXAMPLE_SETTINGS.messages, apology: '' } }, 'closed', { digits: 'w' }],
    [{ voicemailCallbackUrl: 'https://example.com/voicemail' }, 'closed', { digits: 'w' }],
  ])('says nothing about that if the words are off: %j', (more, name, properties) => {
    const settings = { closedMessage: '', ...more };
    expect(lintFlow(flowWith(settings))).toEqual([]);
    expect(find(flowWith(settings).states, name)?.properties).toMatchObject(properties);
  });

  test('says goodbye to who is done, unless there is a closed chain', () => {
    const completed = parseChain('queue:survey');
    expect(closedExit({ completed }, 'completed')).toBe('goodbye');
    expect(closedExit({ completed, closed: parseChain('queue:night') }, 'completed')).toBe(
      'closed_1',
    );
  });
});

test('branches on several transfer variables become several splits, in order', () => {
  const { branches } = parseBranches(
    'next_action=refund:+15555550111 next_action=refund%20now:+15555550112 kind=card:+15555550113',
  );
  const { states } = flowWith({ system: branches });
  expect(lintFlow(flowWith({ system: branches }))).toEqual([]);
  expect(find(states, 'system')?.properties).toMatchObject({
    input: expect.stringContaining('parsed.transferVariables.next_action '),
  });
  expect(nextOn(states, 'system', 'noMatch')).toBe('system_split_2');
  expect(nextOn(states, 'system_split_2', 'noMatch')).toBe('fallback_open');
});

test('a flow refuses a branch on a variable that Liquid cannot read', () => {
  const { branches } = parseBranches('next.action=refund:+15555550111');
  expect(() => flowWith({ system: branches })).toThrow('next.action');
});

describe('what a flow says', () => {
  const words = (messages: Partial<FlowSettings['messages']>) => ({
    ...EXAMPLE_SETTINGS,
    agent: parseChain('+15555550111 voicemail'),
    messages: { ...EXAMPLE_SETTINGS.messages, ...messages },
  });
  const properties = (settings: FlowSettings, name: string) =>
    find(generativeAgentFlow(settings).states, name)?.properties;

  test('is the service’s own words', () => {
    const settings = words({ goodbye: 'Bye.', apology: 'Sorry.', voicemailPrompt: 'Speak.' });
    expect(properties(settings, 'goodbye')).toMatchObject({ say: 'Bye.' });
    expect(properties(settings, 'apology')).toMatchObject({ say: 'Sorry.' });
    expect(properties(settings, 'agent_2')).toMatchObject({ say: 'Speak.' });
  });

  test('is nothing where they are off', () => {
    const settings = words({ goodbye: '', apology: '', voicemailPrompt: '' });
    expect(lintFlow(generativeAgentFlow(settings))).toEqual([]);
    expect(properties(settings, 'goodbye')).toMatchObject({ digits: 'w' });
    expect(properties(settings, 'goodbye')).not.toHaveProperty('say');
    expect(properties(settings, 'apology')).toMatchObject({ digits: 'w' });
    expect(properties(settings, 'closed')).toMatchObject({ say: 'We are closed right now.' });
    const { states } = generativeAgentFlow(settings);
    expect(find(states, 'agent_2')?.type).toBe('record-voicemail');
  });
});

describe('the service calls for a flow', () => {
  const redirectOf = (settings: Partial<FlowSettings>) => {
    const flow = flowWith(settings);
    expect(lintFlow(flow)).toEqual([]);
    return find(flow.states, 'agent_1');
  };

  test('numbers with digits to send, and gives the call back if nobody answers', () => {
    const state = redirectOf({ agent: parseChain('+15555550111x12#w3 +15555550112') });
    expect(state?.type).toBe('add-twiml-redirect');
    const { url } = Object(state?.properties);
    const { searchParams } = new URL(url);
    expect(searchParams.get('chain')).toBe('{{trigger.call.CallSid}} +15555550111x12#w3');
    expect(searchParams.get('flowSid')).toBe('{{flow.flow_sid}}');
    const exits = state?.transitions.map(({ event, next }) => [event, next]);
    expect(exits).toEqual(['return', 'timeout', 'fail'].map((event) => [event, 'agent_2']));
  });

  test('SIP addresses that ask for a password, which is not in the flow', () => {
    const agent = parseChain('sip:a@pbx.example.com;transport=tls');
    expect(redirectOf({ agent })?.type).toBe('connect-call-to');
    expect(redirectOf({ agent, hasSipCredentials: true })?.type).toBe('add-twiml-redirect');
  });
});
