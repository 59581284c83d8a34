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

test('only the configured parameters reach the function', async () => {
  const pages = { '/state': answer('{"color":"red"}') };
  const { asked, callSid, spoken } = await runFlow(flow, { pages });
  expect(asked).toEqual([{ path: '/state', form: { CallSid: callSid } }]);
  expect(spoken).toEqual(['It is red, 200.']);
});

test.each([
  ['an array', answer('["red"]')],
  ['text', answer('red', 'text/plain')],
  ['JSON that says it is text', answer('{"color":"red"}', 'text/plain')],
  ['JSON that is none', answer('{"color"')],
  ['null', answer('null')],
])('%s is a success that fills nothing', async (_, page) => {
  expect((await runFlow(flow, { pages: { '/state': page } })).spoken).toEqual(['It is , 200.']);
});

test.each([
  ['400', answer('{"color":"red"}', 'application/json', 400)],
  ['502', answer('{}', 'application/json', 502)],
  ['a body of more than 64 kB', answer(JSON.stringify({ color: 'x'.repeat(64 * 1024) }))],
])('%s fails', async (_, page) => {
  const { spoken, codes } = await runFlow(flow, { pages: { '/state': page } });
  expect(spoken).toEqual(['failed']);
  expect(codes).toContain(81_017);
});

test('a function that breaks the connection fails', async () => {
  const page = () => {
    throw new Error('reset');
  };
  expect((await runFlow(flow, { pages: { '/state': page } })).spoken).toEqual(['failed']);
});

test('keys of an earlier answer stay where a later one does not bring them', async () => {
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

test('a function that answers TwiML has the call from then on', async () => {
  const { spoken, execution } = await runFlow(flow, { pages: { '/state': '<Say>Mine.</Say>' } });
  expect(spoken).toEqual(['Mine.']);
  expect(execution?.end).toBe('given-up');
});
