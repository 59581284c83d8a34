import type { CallScript } from '../../../twilio/call/script';
import { type LiveCall, placeCall } from '../../../twilio/place-call';
import { setTaskStatus } from '../../../twilio/task';
import { type Page, pagesNetwork } from '../../fixture-network';

async function queue(
  twiml: string,
  script: CallScript = {},
  wait: Page = '<Say>Please wait.</Say>',
) {
  const { network, asked } = pagesNetwork({
    '/engage': twiml,
    '/wait': wait,
    '/after': '<Say>Bye.</Say>',
  });
  const report = await placeCall(network, { script });
  const forms = (path: string) => asked.flatMap((each) => (each.path === path ? [each.form] : []));
  return { ...report, waits: forms('/wait'), after: forms('/after')[0] ?? {} };
}

const support = '<Enqueue action="/after" waitUrl="/wait">support</Enqueue>';

test('lets a caller wait until a person answers', async () => {
  const report = await queue(support, { queues: [{ result: 'bridged', afterMs: 2500 }] });
  expect(report).toMatchObject({
    end: 'with-person',
    after: {
      QueueResult: 'bridged',
      QueueSid: expect.stringMatching(/^QU/),
      CallStatus: 'in-progress',
    },
  });
});

test('requests the wait document again and again, with the time', async () => {
  const leaves: Page = ({ QueueTime }) =>
    Number(QueueTime) >= 30 ? '<Leave/>' : '<Pause length="10"/>';
  const report = await queue(support, { queues: [{ result: 'waits' }] }, leaves);
  expect(report.waits.map(({ QueueTime }) => QueueTime)).toEqual(['0', '10', '20', '30']);
  expect(report.after).toMatchObject({ QueueResult: 'leave', QueueTime: '30' });
  expect(report.end).toBe('goodbye');
});

test.each(['queue-full', 'error', 'system-error'] as const)(
  'ends at once with %s',
  async (result) => {
    const report = await queue(support, { queues: [{ result }] });
    expect(report.waits).toEqual([]);
    expect(report.after).toEqual(expect.objectContaining({ QueueResult: result }));
    expect(report.after).not.toHaveProperty('QueueSid');
  },
);

test('ends with an error if the wait document fails', async () => {
  const report = await queue(
    support,
    { queues: [{ result: 'waits' }] },
    {
      status: 500,
      headers: {},
      body: '',
    },
  );
  expect(report.after.QueueResult).toBe('error');
});

test('reports a caller who leaves the queue to the action', async () => {
  const report = await queue(support, { hangUp: { during: 'queue', afterMs: 1500 } });
  expect(report.after).toMatchObject({ QueueResult: 'hangup', CallStatus: 'completed' });
  expect(report.end).toBe('caller-hung-up');
});

test('judges a queue that nobody serves as a bad end', async () => {
  const report = await queue('<Enqueue>support</Enqueue>', { queues: [{ result: 'waits' }] });
  expect(report).toMatchObject({ end: 'silence', endedWell: false });
});

test.each([
  [
    'a workflow takes a task',
    `<Enqueue workflowSid="WW${'a'.repeat(32)}" action="/after"><Task>{"a":1}</Task></Enqueue>`,
    [],
  ],
  [
    'a malformed workflow SID',
    '<Enqueue workflowSid="WW1" action="/after"><Task>{}</Task></Enqueue>',
    [14220],
  ],
  [
    'a task that is not JSON',
    `<Enqueue workflowSid="WW${'a'.repeat(32)}" action="/after"><Task>x</Task></Enqueue>`,
    [14221],
  ],
  [
    'a task that is too long',
    `<Enqueue workflowSid="WW${'a'.repeat(32)}" action="/after"><Task>"${'a'.repeat(4096)}"</Task></Enqueue>`,
    [14222],
  ],
] as const)('%s', async (_, twiml, codes) => {
  const report = await queue(twiml);
  expect(report.alerts.map(({ code }) => code)).toEqual(codes);
  expect(report.after.QueueResult).toBe(codes.length === 0 ? 'bridged' : 'error');
});

test.each([
  [{}, ['0', '10']],
  [{ omitQueueTime: true }, ['0', undefined]],
])('sends the time to the URL of a Redirect too, with %j: %j', async (script, times) => {
  const wait: Page = ({ QueueTime = '10' }) =>
    Number(QueueTime) >= 10 ? '<Leave/>' : '<Pause length="10"/><Redirect>/wait</Redirect>';
  const report = await queue(support, { queues: [{ result: 'waits' }], ...script }, wait);
  expect(report.waits.map(({ QueueTime }) => QueueTime)).toEqual(times);
  expect(report.after).toMatchObject({ QueueResult: 'leave', QueueTime: '10' });
});

describe('the task of a call in a workflow', () => {
  const workflow = `<Enqueue workflowSid="WW${'a'.repeat(32)}" action="/after" waitUrl="/wait"><Task timeout="70">{"a":1}</Task></Enqueue>`;

  async function place(script: CallScript, wait: Page = '<Pause length="10"/>') {
    let call: LiveCall | undefined;
    const tasks = () => call?.tasks ?? [];
    const network = pagesNetwork({
      '/engage': workflow,
      '/wait': wait,
      '/after': '<Say>Bye.</Say>',
    });
    const onBegin = (begun: LiveCall) => {
      call = begun;
    };
    const report = await placeCall(network.network, { script, onBegin });
    return { ...report, tasks: tasks() };
  }

  test('has what Twilio knows of the call, besides its own attributes', async () => {
    const { callSid, from, to, tasks } = await place({});
    expect(tasks).toMatchObject([{ workflowSid: `WW${'a'.repeat(32)}`, timeout: 70 }]);
    expect(JSON.parse(tasks[0]?.attributes ?? '')).toMatchObject({
      call_sid: callSid,
      from,
      to,
      a: 1,
    });
  });

  test('is completed when the person hangs up', async () => {
    expect((await place({})).tasks).toMatchObject([{ status: 'completed' }]);
  });

  test.each([
    ['hangs up', { hangUp: { during: 'queue', afterMs: 500 } } as const, '<Pause/>'],
    ['is hung up on', { queues: [{ result: 'waits' }] } as const, '<Hangup/>'],
  ])('is canceled when the caller %s', async (_how, script, wait) => {
    expect((await place(script, wait)).tasks).toMatchObject([{ status: 'canceled' }]);
  });

  test('stays when the caller leaves the queue: no page says anything else', async () => {
    const { tasks } = await place({ queues: [{ result: 'waits' }] }, '<Leave/>');
    expect(tasks).toMatchObject([{ status: 'pending' }]);
  });

  test('is not there if the queue returns the call at once', async () => {
    expect((await place({ queues: [{ result: 'queue-full' }] })).tasks).toEqual([]);
  });

  test('that is canceled is offered to nobody, and the call stays in the queue', async () => {
    let call: LiveCall | undefined;
    const wait: Page = ({ QueueTime }) => {
      for (const task of call?.tasks ?? []) setTaskStatus(task, 'canceled');
      return Number(QueueTime) > 60 ? '<Leave/>' : '<Pause length="10"/>';
    };
    const network = pagesNetwork({
      '/engage': workflow,
      '/wait': wait,
      '/after': '<Say>Bye.</Say>',
    });
    const report = await placeCall(network.network, {
      script: { queues: [{ result: 'bridged', afterMs: 20_000 }] },
      onBegin: (begun) => {
        call = begun;
      },
    });
    expect(report.end).toBe('goodbye');
  });

  test('that somebody accepts brings the person at once', async () => {
    let call: LiveCall | undefined;
    const wait: Page = () => {
      for (const task of call?.tasks ?? []) setTaskStatus(task, 'assigned');
      return '<Pause length="10"/>';
    };
    const network = pagesNetwork({
      '/engage': workflow,
      '/wait': wait,
      '/after': '<Say>Bye.</Say>',
    });
    const report = await placeCall(network.network, {
      script: { queues: [{ result: 'waits' }] },
      onBegin: (begun) => {
        call = begun;
      },
    });
    expect(report.end).toBe('with-person');
  });
});
