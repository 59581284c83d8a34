import { CallBook, type CallNews } from '../../console/call-book';
import { readCallRequest } from '../../local/call-request';
import type { LocalPhone, Watching } from '../../local/local-phone';
import { Clock } from '../../twilio/clock';
import type { CallReport } from '../../twilio/place-call';
import { newTask, type Task } from '../../twilio/task';
import { Timeline } from '../../twilio/timeline';

const request = readCallRequest({});

/** A phone whose calls say one line and end well. */
const phone = (): LocalPhone & { placed: number } => ({
  placed: 0,
  async place(_request, { onBegin, onEvent }: Watching = {}) {
    this.placed += 1;
    const callSid = `CA${String(this.placed).padStart(32, '0')}`;
    onBegin?.({
      callSid,
      timeline: new Timeline(new Clock(0)),
      placedAt: 0,
      legs: [],
      recordings: [],
      queues: [],
      tasks: [],
      over: Promise.resolve(),
      press: () => {},
      connect: () => {},
      hangUp: () => {},
      startStream: () => {},
    });
    onEvent?.({ at: 0, from: 'caller', to: 'twilio', what: 'calls' });
    const end: Pick<CallReport, 'end' | 'endedWell' | 'ms'> = {
      end: 'goodbye',
      endedWell: true,
      ms: 5,
    };
    return { callSid, from: '', to: '', events: [], alerts: [], ...end };
  },
});

test('reports the beginning of a call, each line, and its end', async () => {
  const book = new CallBook();
  const heard: CallNews[] = [];
  const stop = book.listen((news) => heard.push(structuredClone(news)));
  await book.watch(phone()).place(request);
  stop();
  await book.watch(phone()).place(request);

  expect(heard).toMatchObject([
    { type: 'call', call: { events: [] } },
    { type: 'event', event: { what: 'calls' } },
    { type: 'call', call: { over: { end: 'goodbye', endedWell: true, ms: 5 } } },
  ]);
});

test("passes the call's events on to the code that placed it", async () => {
  const lines: string[] = [];
  const begun: string[] = [];
  await new CallBook().watch(phone()).place(request, {
    onEvent: ({ what }) => lines.push(what),
    onBegin: ({ callSid }) => begun.push(callSid.slice(0, 2)),
  });
  expect([begun, lines]).toEqual([['CA'], ['calls']]);
});

test('lists the newest call first, and keeps a limited number', async () => {
  const book = new CallBook();
  const watched = book.watch(phone());
  for (let count = 0; count < 32; count += 1) await watched.place(request);
  expect(book.calls).toHaveLength(30);
  expect(book.calls[0]?.callSid).toBe(`CA${'32'.padStart(32, '0')}`);
  expect(book.find(`CA${'1'.padStart(32, '0')}`)).toBeUndefined();
});

test('reports the tasks when they have changed, the newest first', async () => {
  const tasks: Task[] = [];
  const book = new CallBook(() => tasks);
  const heard: CallNews[] = [];
  book.listen((news) => heard.push(structuredClone(news)));
  const reports = () => heard.filter(({ type }) => type === 'tasks');

  await book.watch(phone()).place(request);
  expect(reports()).toEqual([]);
  tasks.push(newTask('WW1', '{"taskType":"voicemail"}'), newTask('WW1', '{"taskType":"callback"}'));
  await book.watch(phone()).place(request);
  await book.watch(phone()).place(request);
  expect(reports()).toMatchObject([
    {
      tasks: [
        { workflowSid: 'WW1', status: 'pending', attributes: { taskType: 'callback' } },
        { attributes: { taskType: 'voicemail' } },
      ],
    },
  ]);
});
