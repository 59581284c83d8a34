import { SERVICE_ENV } from './call';
import type { Figure } from './figures';
import type { AsappAnswer, AsappRequest } from './processes/asapp';
import { startChild } from './processes/child';
import type { MemoryAnswer, MemoryRequest } from './processes/memory';
import { median } from './statistics';

const SAMPLES = 10;

/** The heap of one process over many whole calls: how far it gets from its median. */
export async function measureMemory(calls = 100_000): Promise<Figure[]> {
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const { env } = await asapp.request({ condition: { latencyMs: 0 } });
  const child = startChild<MemoryRequest, MemoryAnswer>('memory', ['--expose-gc']);
  const serveCalls = (count: number) =>
    child.request({ env: { ...SERVICE_ENV, ...env }, calls: count, concurrency: 10 });
  await serveCalls(Math.min(2000, calls / 2)); // compiled code, caches and pools grow once
  const samples: MemoryAnswer[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    samples.push(await serveCalls(calls / SAMPLES));
  }
  await child.stop();
  await asapp.stop();

  const heaps = samples.map(({ heap }) => heap);
  const middle = median(heaps);
  const furthest = Math.max(...heaps.map((heap) => Math.abs(heap / middle - 1)));
  const figure = (name: string, value: number, unit: string): Figure => ({
    part: 'memory',
    name,
    value,
    unit,
  });
  return [
    figure('heap over many calls: furthest from its median', furthest * 100, '%'),
    figure('calls', calls, ''),
    figure('heap, median', middle / 1e6, 'MB'),
    figure('resident at the end', (samples.at(-1)?.resident ?? 0) / 1e6, 'MB'),
  ];
}
