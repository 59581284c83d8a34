import { widget } from '../../../studio/widget';
import { createStudio } from '../../studio/studio';
import { flowOf, returnUrl, runFlow, sayWidget } from './run-flow';

const away = (next: string, url = 'https://svc.example/away') =>
  widget(
    'add-twiml-redirect',
    'away',
    { url, method: 'POST', timeout: '60' },
    { return: next, timeout: 'too_late', fail: 'cannot_go' },
  );
const heard = sayWidget('heard', 'Heard {{widgets.away.answer}} and {{widgets.away.Digits}}.');
const others = [sayWidget('too_late'), sayWidget('cannot_go')];
const back = (query = '') => `<Redirect>${returnUrl(query).replaceAll('&', '&amp;')}</Redirect>`;

test('continues a call that returns with FlowEvent=return, with its parameters as variables', async () => {
  const pages = { '/away': back('&answer=yes') };
  const { spoken, execution, end } = await runFlow(flowOf(away('heard'), heard, ...others), {
    pages,
  });
  expect(spoken).toEqual(['Heard yes and .']);
  expect(execution?.steps.map(({ event }) => event)).toEqual([
    'incomingCall',
    'return',
    'audioComplete',
  ]);
  expect(execution?.end).toBe('flow-ended');
  expect(end).toBe('goodbye');
});

test('ends the execution of a call whose TwiML runs out', async () => {
  const pages = { '/away': '<Say>That was all.</Say>' };
  const { spoken, execution } = await runFlow(flowOf(away('heard'), heard, ...others), { pages });
  expect(spoken).toEqual(['That was all.']);
  expect(execution?.end).toBe('call-ended');
});

test('starts the flow again at a request without FlowEvent=return', async () => {
  let visits = 0;
  const pages = {
    '/away': () => {
      visits += 1;
      return visits === 1 ? back().replace('?FlowEvent=return', '') : back('&answer=late');
    },
  };
  const { spoken, studio, codes } = await runFlow(flowOf(away('heard'), heard, ...others), {
    pages,
  });
  expect(spoken).toEqual(['Heard late and .']);
  expect(studio.executions).toHaveLength(2);
  expect(codes).toEqual([81_010]);
});

test('treats a return that no widget waits for as an incoming call', async () => {
  const { spoken, execution } = await runFlow(flowOf(sayWidget('hello')), {
    call: { voiceUrl: returnUrl('&topic=bill') },
  });
  expect(spoken).toEqual(['hello']);
  expect(execution?.scope.trigger.call).toMatchObject({ topic: 'bill', Direction: 'inbound' });
});

describe('a live call that other TwiML redirects to a flow', () => {
  const live = async (query: string, direction: 'inbound' | 'outbound-api' = 'inbound') => {
    const url = returnUrl().replace('?FlowEvent=return', query);
    const { spoken } = await runFlow(flowOf(sayWidget('hello')), {
      call: { voiceUrl: 'https://svc.example/before', direction },
      pages: { '/before': `<Redirect>${url}</Redirect>` },
    });
    return spoken;
  };

  test('starts the flow with Trigger=incomingCall', async () => {
    expect(await live('?Trigger=incomingCall')).toEqual(['hello']);
  });

  test('is refused without it, and if this account placed the call', async () => {
    expect(await live('')).toEqual([]);
    expect(await live('?Trigger=incomingCall', 'outbound-api')).toEqual([]);
  });
});

test('takes the timeout exit if the call stays away too long', async () => {
  const pages = { '/away': `<Pause length="61"/>${back('&answer=late')}` };
  const { spoken } = await runFlow(flowOf(away('heard'), heard, ...others), { pages });
  expect(spoken).toEqual(['too_late']);
});

test.each([
  'https://svc.example/away?from={{trigger.call.From}}',
  'https://svc.example/a b',
  'away',
])('fails a redirect to %s, since Studio encodes nothing', async (url) => {
  const flow = flowOf(away('heard', url), heard, ...others);
  const { spoken, codes } = await runFlow(flow);
  expect(spoken).toEqual(['cannot_go']);
  expect(codes).toEqual([81_010]);
});

test('ends the call, and not the widget, at an answer that Voice cannot use', async () => {
  const { end, execution } = await runFlow(flowOf(away('heard'), heard, ...others));
  expect(end).toBe('application-error');
  expect(execution?.end).toBe('call-ended');
});

test('makes a widget fail on request', async () => {
  const failure = (name: string) => (name === 'away' ? 'fail' : undefined);
  const { spoken } = await runFlow(flowOf(away('heard'), heard, ...others), { failure });
  expect(spoken).toEqual(['cannot_go']);
});

test('ends the execution at the eleventh run of a widget', async () => {
  const flow = flowOf(widget('say-play', 'again', { say: 'Again.' }, { audioComplete: 'again' }));
  const { spoken, execution, codes } = await runFlow(flow);
  expect(spoken).toHaveLength(10);
  expect(execution?.end).toBe('loop');
  expect(codes).toEqual([81_000]);
});

test('offers variables of the call, the flow and its widgets', async () => {
  const flow = flowOf(
    widget(
      'set-variables',
      'set',
      { variables: [{ key: 'name', value: 'Ann {{trigger.call.From}}' }] },
      { next: 'tell' },
    ),
    sayWidget(
      'tell',
      '{{flow.variables.name}} {{flow.flow_sid}} {{contact.channel.address}} {{nothing.there}}',
    ),
  );
  const { spoken, execution } = await runFlow(flow, { call: { from: '+15550101234' } });
  expect(spoken).toEqual(['Ann +15550101234 FW1 +15550101234']);
  expect(execution?.sid).toMatch(/^FN/);
});

test('fails on an unknown widget', async () => {
  const flow = flowOf(sayWidget('hello'));
  const states = flow.states.map((state) => ({ ...state, type: 'make-http-request' }));
  // Safe: the flow is broken on purpose.
  const broken = { ...flow, states } as unknown as typeof flow;
  const { events, end } = await runFlow(broken);
  expect(end).toBe('application-error');
  expect(events.some(({ what }) => what.includes('POST /v1/Accounts'))).toBe(true);
});

test('runs flows only for calls of the phone network', async () => {
  const { hosts } = createStudio({ accountSid: 'AC1', flows: { FW1: flowOf(sayWidget('hello')) } });
  const [host] = Object.values(hosts);
  const request = { url: returnUrl(), method: 'POST', headers: {}, body: '' };
  await expect(host?.(request)).rejects.toThrow('phone network');
});
