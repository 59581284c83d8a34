import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { callParameters, SERVICE_ENV } from '../calls';
import { startPlatform } from '../capacity/platform';
import { measureCold } from '../cold/cold';
import type { Figure } from '../figure';
import { measureMemory } from '../memory/memory';
import type { AsappAnswer, AsappRequest } from '../process/asapp';
import { buildProcesses } from '../process/build';
import { startChild } from '../process/child';
import { measureSizes } from '../sizes';
import { startServices } from '../warm/services';
import { measureSlowDay } from '../warm/slow-day';
import { measureFloor, measureWarm } from '../warm/warm';

/**
 * The short form of `npm run bench`. It compares ratios, never times, with those that are kept in the
 * repository, each with a margin that a busy machine does not use up.
 */
const ratios = v.parse(
  v.record(v.string(), v.object({ kept: v.number(), margin: v.number() })),
  JSON.parse(readFileSync(join(__dirname, '../ratios.json'), 'utf8')),
);

/** Fails where a figure is worse than the kept one times its margin. */
function expectKept(figures: readonly Figure[], name: string): void {
  const ratio = ratios[name];
  const figure = figures.find((each) => each.name === name);
  if (!ratio || !figure) throw new Error(`no figure, or no kept ratio, is called "${name}"`);
  expect(figure.value).toBeLessThanOrEqual(ratio.kept * ratio.margin);
}

beforeAll(() => buildProcesses());

test('warm, the service is as near to the floor and as far from the naive way as it was', async () => {
  const services = await startServices();
  try {
    const floor = await measureFloor(services, 400);
    expectKept(floor, '/engage: ours / an empty answer, p50');
    const warm = await measureWarm(services, 6);
    expectKept(warm, '/engage: ours / naive, p50');
    expectKept(warm, '/call-complete: ours / naive, p50');
    expectKept(warm, 'requests to ASAPP per call, ours (naive: 2)');
  } finally {
    await services.stop();
  }
}, 30_000);

test('few calls do not make it ask for more streaming URLs', async () => {
  const name = 'streaming-URL requests per 100 calls at 1 call/s (naive: 100)';
  expectKept(await measureSlowDay(1000), name);
});

test('cold, it starts as fast as the naive way does', async () => {
  expectKept(await measureCold(5), 'load + first answer: ours / naive');
}, 30_000);

test('its bundles and what Twilio must install have not grown', () => {
  const sizes = measureSizes();
  expectKept(sizes, 'largest bundle');
  expectKept(sizes, 'packages that Twilio installs');
});

test('its heap does not grow with the calls', async () => {
  const [heap] = await measureMemory(2_000);
  // So few calls weigh little against what a process does by itself: a leak of 2 kB per call shows.
  expect(heap?.value).toBeLessThanOrEqual(15);
}, 30_000);

test('each process asks an ASAPP that hangs twice, and then leaves it alone', async () => {
  const slots = 3;
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const platform = startPlatform(slots);
  const { env } = await asapp.ask({ weather: { down: 'hangs' } });
  await platform.restart({ ...SERVICE_ENV, ...env });

  const wave = () =>
    Promise.all(
      Array.from({ length: slots }, () => platform.invoke('call-complete', callParameters())),
    );
  await wave();
  const first = await asapp.ask({ read: 'counts' });
  await wave();
  const second = await asapp.ask({ read: 'counts' });
  await platform.stop();
  await asapp.stop();

  expect(first.callTransfers).toBe(2 * slots);
  expect(second.callTransfers).toBe(first.callTransfers);
}, 30_000);
