import type { WidgetProperties } from '../../../../studio/definition';
import { END, widget } from '../../../../studio/widget';
import type { CallScript } from '../../../twilio/call/script';
import { flowOf, runFlow, sayWidget } from '../run-flow';

type Connect = WidgetProperties['connect-call-to'];
type Enqueue = WidgetProperties['enqueue-call'];
type Flex = WidgetProperties['send-to-flex'];
type Voicemail = WidgetProperties['record-voicemail'];

const WORKFLOW = `WW${'a'.repeat(32)}`;
const queueExits = { callComplete: 'complete', failedToEnqueue: 'full', callFailure: 'broken' };
const queueEnds = [
  sayWidget('complete', '{{widgets.queue.QueueResult}}'),
  sayWidget('full'),
  sayWidget('broken'),
];

test.each([
  ['a number', { noun: 'number', to: '+15550103000' }, '+15550103000'],
  ['a client', { noun: 'client', to: 'alice' }, 'client:alice'],
  ['SIP', { noun: 'sip', sip_endpoint: 'sip:a@pbx.example.com?X-A=1' }, 'sip:a@pbx.example.com'],
] as const)('Connect Call To calls %s', async (_, callee, called) => {
  const properties: Connect = { ...callee, caller_id: '{{contact.channel.address}}', timeout: 20 };
  const { events, spoken, alerts } = await runFlow(
    flowOf(
      widget('connect-call-to', 'call', properties, { callCompleted: 'done', hangup: END }),
      sayWidget('done', '{{widgets.call.DialCallStatus}}'),
    ),
    { call: { script: { answers: ['busy'] } } },
  );
  expect(events.map(({ what }) => what)).toContain(`calls ${called}`);
  expect(spoken).toEqual(['busy']);
  expect(alerts).toEqual([]);
});

test('takes hangup if the caller hangs up during the call to a person', async () => {
  const properties: Connect = {
    noun: 'number',
    to: '+15550103000',
    caller_id: '+1555',
    timeout: 9,
  };
  const exits = { callCompleted: 'done', hangup: END };
  const { execution } = await runFlow(
    flowOf(widget('connect-call-to', 'call', properties, exits), sayWidget('done')),
    { call: { script: { hangUp: { during: 'dial' } } } },
  );
  expect(execution?.steps.at(-1)?.event).toBe('hangup');
  expect(execution?.end).toBe('flow-ended');
});

const enqueue = (properties: Enqueue) =>
  flowOf(widget('enqueue-call', 'queue', properties, queueExits), ...queueEnds);
const flex = (properties: Partial<Flex>) =>
  flowOf(
    widget(
      'send-to-flex',
      'queue',
      { workflow: WORKFLOW, channel: 'TC1', ...properties },
      queueExits,
    ),
    ...queueEnds,
  );

test.each([
  ['bridged', 'bridged'],
  ['queue-full', 'full'],
  ['system-error', 'broken'],
  ['error', 'error'],
] as const)('leads from a queue that ends with %s to %s', async (result, heard) => {
  const script: CallScript = { queues: [{ result }] };
  const inQueue = await runFlow(enqueue({ queue_name: 'support' }), { call: { script } });
  const inFlex = await runFlow(flex({ priority: '1', timeout: '3600' }), { call: { script } });
  expect([inQueue.spoken, inFlex.spoken]).toEqual([[heard], [heard]]);
});

test('passes attributes, priority and timeout to the task', async () => {
  const { events } = await runFlow(
    enqueue({
      workflow_sid: WORKFLOW,
      task_attributes: '{"name":{{trigger.call.From | to_json}}}',
      priority: 2,
      timeout: 60,
    }),
  );
  const twiml = events.find(({ body }) => body?.includes('<Enqueue'))?.body;
  expect(twiml).toContain('<Task priority="2" timeout="60">{"name":"+15550100001"}</Task>');
});

test.each([
  ['are not JSON', '{"name":"{{trigger.call.From}}'],
  ['have more than 1024 characters', `{"name":"${'x'.repeat(1024)}"}`],
])('does not queue a call whose attributes %s', async (_, attributes) => {
  const { spoken, codes } = await runFlow(flex({ attributes }));
  expect(spoken).toEqual(['full']);
  expect(codes).toEqual([14_221]);
});

test('leaves out a malformed wait URL with a warning', async () => {
  const { codes, events } = await runFlow(enqueue({ queue_name: 'a', wait_url: 'hold.mp3' }));
  expect(codes).toEqual([81_028]);
  expect(events.find(({ body }) => body?.includes('<Enqueue'))?.body).not.toContain('waitUrl');
});

const record: Voicemail = { play_beep: 'true', finish_on_key: '#', timeout: 5, max_length: 60 };

test.each([
  ['speaks', { seconds: 4, ends: 'key' }, 'recordingComplete', 'voicemail'],
  ['says nothing', { seconds: 0, ends: 'silence' }, 'noAudio', 'goodbye'],
  ['hangs up', { seconds: 4, ends: 'hang-up' }, 'hangup', 'voicemail'],
] as const)('a caller who %s at the tone', async (_, message, event, end) => {
  const exits = { recordingComplete: 'thanks', noAudio: 'nothing', hangup: END };
  const callback = 'https://mail.example.com/voicemail';
  const received: string[] = [];
  const properties = { ...record, recording_status_callback_url: callback };
  const report = await runFlow(
    flowOf(
      widget('record-voicemail', 'mail', properties, exits),
      sayWidget('thanks'),
      sayWidget('nothing'),
    ),
    {
      call: { script: { message } },
      hosts: {
        [callback]({ body }) {
          received.push(body);
          return { status: 204, headers: {}, body: '' };
        },
      },
    },
  );
  expect(report.execution?.steps[1]?.event).toBe(event);
  expect(report.end).toBe(end);
  expect(received).toHaveLength(1);
});

test.each([
  [{ say: 'Hello.', voice: 'Polly.Joanna', language: 'en-US', loop: 2 }, 'says "Hello."'],
  [{ play: 'https://svc.example/music.wav' }, 'plays https://svc.example/music.wav'],
  [{ digits: 'ww12' }, 'plays keys ww12'],
])('Say/Play with %p', async (properties, heard) => {
  const { events, alerts } = await runFlow(
    flowOf(widget('say-play', 'hello', properties, { audioComplete: END })),
  );
  expect(events.map(({ what }) => what)).toContain(heard);
  expect(alerts).toEqual([]);
});
