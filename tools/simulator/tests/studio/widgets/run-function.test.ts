import { split, widget } from '../../../../studio/widget';
import type { Page } from '../../fixture-network';
import { flowOf, runFlow, sayWidget } from '../run-flow';

const ask = (next = 'told') =>
  widget(
    'run-function',
    'ask',
    {
      url: 'https://svc.example/state',
      parameters: [{ key: 'CallSid', value: '{{trigger.call.CallSid}}' }],
    },
    { success: next, fail: 'failed' },
  );
const told = sayWidget('told', 'It is {{widgets.ask.parsed.color}}, {{widgets.ask.status_code}}.');
const flow = flowOf(ask(), told, sayWidget('failed'));

const answer = (body: string, type = 'application/json', status = 200): Page => ({
  status,
  headers: { 'content-type': type },
  body,
});

test('sends only the configured parameters to the function', async () => {
  const pages = { '/state': answer('{"color":"red"}') };
  const { asked, callSid, spoken } = await runFlow(flow, { pages });
  expect(asked).toEqual([{ path: '/state', form: { CallSid: callSid } }]);
  expect(spoken).toEqual(['It is red, 200.']);
});

test.each([
  ['an array', answer('["red"]')],
  ['text', answer('red', 'text/plain')],
  ['JSON that says it is text', answer('{"color":"red"}', 'text/plain')],
  ['malformed JSON', answer('{"color"')],
  ['null', answer('null')],
])('treats %s as a success without output', async (_, page) => {
  expect((await runFlow(flow, { pages: { '/state': page } })).spoken).toEqual(['It is , 200.']);
});

test.each([
  ['400', answer('{"color":"red"}', 'application/json', 400)],
  ['502', answer('{}', 'application/json', 502)],
  ['a body of more than 64 kB', answer(JSON.stringify({ color: 'x'.repeat(64 * 1024) }))],
])('fails for %s', async (_, page) => {
  const { spoken, codes } = await runFlow(flow, { pages: { '/state': page } });
  expect(spoken).toEqual(['failed']);
  expect(codes).toContain(81_017);
});

test('fails for a function that breaks the connection', async () => {
  const page = () => {
    throw new Error('reset');
  };
  expect((await runFlow(flow, { pages: { '/state': page } })).spoken).toEqual(['failed']);
});

test('keeps keys of an earlier answer that a later one lacks', async () => {
  let runs = 0;
  const page = () => {
    runs += 1;
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: bodies[runs] ?? '',
    };
  };
  const bodies = ['', '{"color":"red","size":1}', '{"size":2}'];
  const twice = flowOf(
    ask('again'),
    split(
      'again',
      '{{widgets.ask.parsed.size}}',
      [{ type: 'equal_to', value: '2', next: 'told' }],
      'ask',
    ),
    told,
    sayWidget('failed'),
  );
  expect((await runFlow(twice, { pages: { '/state': page } })).spoken).toEqual(['It is red, 200.']);
});

test('hands the call to TwiML that the function answers', async () => {
  const { spoken, execution } = await runFlow(flow, { pages: { '/state': '<Say>Mine.</Say>' } });
  expect(spoken).toEqual(['Mine.']);
  expect(execution?.end).toBe('left-flow');
});
