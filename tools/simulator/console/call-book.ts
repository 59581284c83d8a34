import type { CallRequest } from '../local/call-request';
import type { LocalPhone, Watching } from '../local/local-phone';
import { masked } from '../timeline/format';
import type { CallReport } from '../twilio/place-call';
import type { Task } from '../twilio/task';
import type { CallRecord, TaskRecord, ToPage } from './protocol';
import { StreamRecorder } from './stream-recorder';

/** Older calls are forgotten. */
const KEPT = 30;
/** How often pages get the frames of a stream. */
const STREAM_NEWS_MS = 400;

/** What a page learns about calls, wherever they were placed. */
export type CallNews = Extract<ToPage, { type: 'call' | 'event' | 'streams' | 'tasks' }>;

/** Records every call that is placed through it, and informs its listeners. */
export class CallBook {
  /** The newest first. */
  readonly calls: CallRecord[] = [];
  readonly #listeners = new Set<(news: CallNews) => void>();
  readonly #allTasks: () => readonly Task[];
  #toldTasks = '[]';

  /** @param allTasks - the tasks that TaskRouter has now; default: none */
  constructor(allTasks: () => readonly Task[] = () => []) {
    this.#allTasks = allTasks;
  }

  /** The newest first. */
  get tasks(): TaskRecord[] {
    return this.#allTasks().map(recordOf).reverse();
  }

  find(callSid: string): CallRecord | undefined {
    return this.calls.find((call) => call.callSid === callSid);
  }

  /** Calls `listener` with everything that happens; returns a function that stops this. */
  listen(listener: (news: CallNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The same phone, with its calls recorded here. */
  watch(phone: LocalPhone): LocalPhone {
    return { place: (request, watching = {}) => this.#place(phone, request, watching) };
  }

  async #place(phone: LocalPhone, request: CallRequest, watching: Watching): Promise<CallReport> {
    const recorder = new StreamRecorder();
    const call: CallRecord = {
      callSid: '',
      placedAt: '',
      request,
      events: [],
      streams: recorder.logs,
    };
    const tellStreams = () => {
      if (!recorder.takeNews()) return;
      this.#tell({ type: 'streams', callSid: call.callSid, streams: recorder.logs });
    };
    const timer = setInterval(tellStreams, STREAM_NEWS_MS);
    try {
      const report = await phone.place(request, {
        ...watching,
        onBegin: (live) => {
          call.callSid = live.callSid;
          call.placedAt = new Date().toISOString();
          this.calls.unshift(call);
          this.calls.splice(KEPT);
          this.#tell({ type: 'call', call });
          watching.onBegin?.(live);
        },
        onEvent: (line) => {
          const event = masked(line);
          call.events.push(event);
          this.#tell({ type: 'event', callSid: call.callSid, event });
          this.#tellTasks();
          watching.onEvent?.(line);
        },
        onFrame: (...frame) => {
          recorder.hear(...frame);
          watching.onFrame?.(...frame);
        },
      });
      const { end, endedWell, ms, alerts } = report;
      call.over = { end, endedWell, ms, alerts };
      this.#tell({ type: 'call', call });
      return report;
    } finally {
      clearInterval(timer);
    }
  }

  #tellTasks(): void {
    const { tasks } = this;
    const text = JSON.stringify(tasks);
    if (text === this.#toldTasks) return;
    this.#toldTasks = text;
    this.#tell({ type: 'tasks', tasks });
  }

  #tell(news: CallNews): void {
    for (const listener of this.#listeners) listener(news);
  }
}

function recordOf({ sid, workflowSid, status, virtualStartTime, attributes }: Task): TaskRecord {
  const since = new Date(virtualStartTime).toISOString();
  return { sid, workflowSid, status, since, attributes: { ...JSON.parse(attributes) } };
}
