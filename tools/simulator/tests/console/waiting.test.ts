import { stretches } from '../../console/waiting';
import type { CallEvent } from '../../twilio/call-event';

const event = (event: Partial<CallEvent>): CallEvent => ({
  at: 0,
  from: 'twilio',
  to: 'service',
  what: 'POST /engage',
  ...event,
});
const shares = (events: CallEvent[], until: number) =>
  stretches(events, until).map(({ spending, from, to }) => `${spending} ${from}-${to}`);

test('time with a webhook is time with the service, except while it waits for ASAPP', () => {
  const events = [
    event({ from: 'service', to: 'asapp', at: 10, ms: 20 }),
    event({ at: 5, ms: 45, status: 200 }),
  ];
  expect(shares(events, 50)).toEqual([
    'between 0-5',
    'service 5-10',
    'asapp 10-30',
    'service 30-50',
  ]);
});

test.each(['asapp', 'media server'] as const)(
  'a caller waits for the stream of %s, then is with the agent until it ends',
  (agent) => {
    const opens = event({
      to: agent,
      what: 'opens a media stream',
      begins: 'agent',
      at: 0,
      ms: 40,
    });
    const shown = ['stream 0-40', 'agent 40-1000', 'between 1000-1100'];
    const ends = event({ from: agent, to: 'twilio', what: 'ends the stream', at: 40, ms: 960 });
    expect(shares([opens, ends], 1100)).toEqual(shown);
    const hangsUp = event({ from: 'caller', to: agent, what: 'hangs up', at: 40, ms: 960 });
    expect(shares([opens, hangsUp], 1100)).toEqual(shown);
  },
);

test('a caller stays with the agent while ASAPP finds a problem', () => {
  const events = [
    event({ to: 'asapp', what: 'opens a media stream', begins: 'agent', at: 0, ms: 40 }),
    event({ from: 'asapp', to: 'asapp', what: 'finds a problem: not JSON', at: 100 }),
  ];
  expect(shares(events, 200)).toEqual(['stream 0-40', 'agent 40-200']);
});

test('a whisper counts as ringing for the caller', () => {
  const events = [
    event({ to: 'person', what: 'calls +1555', begins: 'ringing', at: 0 }),
    event({ from: 'person', to: 'twilio', what: 'answers', at: 100 }),
    event({ what: 'POST /whisper', at: 100, ms: 50, status: 200 }),
    event({ from: 'person', to: 'caller', what: 'talks', begins: 'person', at: 300 }),
    event({ from: 'person', to: 'twilio', what: 'hangs up', at: 500 }),
  ];
  expect(shares(events, 510)).toEqual(['ringing 0-300', 'person 300-500', 'between 500-510']);
});

test('words end with the next request, and callbacks do not count', () => {
  const events = [
    event({ to: 'caller', what: 'says "Hello"', begins: 'words', at: 0 }),
    event({ what: 'POST /stream-status', at: 10, ms: 500, status: 204, background: true }),
    event({ what: 'POST /hand-off', at: 100, ms: 20, status: 200 }),
  ];
  expect(shares(events, 150)).toEqual(['words 0-100', 'service 100-120', 'between 120-150']);
});

test('ringing ends when the line is busy', () => {
  const events = [
    event({ to: 'person', what: 'calls +1555', begins: 'ringing', at: 0 }),
    event({ from: 'person', to: 'twilio', what: 'busy', at: 100 }),
    event({ what: 'POST /hand-off', at: 100, ms: 20, status: 200 }),
    event({ to: 'queue', what: 'queues the call', begins: 'queue', at: 120 }),
    event({ what: 'POST /queue-wait', at: 130, ms: 20, status: 200 }),
  ];
  expect(shares(events, 200)).toEqual(['ringing 0-100', 'service 100-120', 'queue 120-200']);
});
