import type { Locator, Page } from 'playwright-core';

/** The line of the diagram with these words. */
export const line = (page: Page, words: string): Locator =>
  page.locator('.diagram li').filter({ hasText: words }).first().getByRole('button');

/** Waits until the call that is shown came out like this. */
export async function outcome(page: Page, words: string): Promise<void> {
  await page.locator('.outcome').filter({ hasText: words }).waitFor({ timeout: 20_000 });
}

/** Waits until this meter shows speech. It looks often: the browser's test microphone only beeps. */
export const loud = (page: Page, name: 'You' | 'Agent'): Promise<void> =>
  page.evaluate(`new Promise((resolve) => {
    const meter = [...document.querySelectorAll('meter')]
      .find(({ labels }) => labels[0].textContent === '${name}');
    const look = () => (meter.value > 0.3 ? resolve() : setTimeout(look, 20));
    look();
  })`);

/** Counts the binary frames of the page's socket: 20 ms of audio each. */
export function countAudio(page: Page): { received: number; sent: number } {
  const counts = { received: 0, sent: 0 };
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload !== 'string') counts.received += 1;
    });
    socket.on('framesent', ({ payload }) => {
      if (typeof payload !== 'string') counts.sent += 1;
    });
  });
  return counts;
}

/** What counts as a long task: https://www.w3.org/TR/longtasks-1/ */
const LONG_MICROSECONDS = 50_000;
const CATEGORIES = ['disabled-by-default-devtools.timeline', '__metadata'];

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** The thread's own time, in microseconds: on a busy machine it is less than what passed. */
  tdur?: number;
  args?: { name?: string };
}

/**
 * Watches the main threads of pages. What is given back ends that and says how many tasks there
 * were, and how long the long ones among them, in milliseconds.
 */
export async function watchTasks(
  page: Page,
): Promise<() => Promise<{ tasks: number; long: number[] }>> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser of its own');
  await browser.startTracing(page, { categories: CATEGORIES });
  return async () => {
    // What Chromium writes: a list of events, each with these fields.
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
      traceEvents: TraceEvent[];
    };
    const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
    const main = new Set(
      traceEvents
        .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
        .map(thread),
    );
    const took = traceEvents
      .filter((event) => event.name === 'RunTask' && main.has(thread(event)))
      .map(({ tdur = 0 }) => tdur);
    const long = took.filter((each) => each > LONG_MICROSECONDS);
    return { tasks: took.length, long: long.map((each) => each / 1000) };
  };
}
