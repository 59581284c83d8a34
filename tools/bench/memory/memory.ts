import { SERVICE_ENV } from '../calls';
import type { Figure } from '../figure';
import type { AsappAnswer, AsappRequest } from '../process/asapp';
import { startChild } from '../process/child';
import { median } from '../statistics';
import type { MemoryAnswer, MemoryRequest } from './memory-process';

const SAMPLES = 10;

/** (e) The heap of one process over many whole calls: how far it strays from its median. */
export async function measureMemory(calls = 100_000): Promise<Figure[]> {
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const { env } = await asapp.ask({ weather: { latencyMs: 0 } });
  const child = startChild<MemoryRequest, MemoryAnswer>('memory', ['--expose-gc']);
  const serveCalls = (count: number) =>
    child.ask({ env: { ...SERVICE_ENV, ...env }, calls: count, atOnce: 10 });
  await serveCalls(Math.min(2000, calls / 2)); // compiled code, caches and pools grow once
  const samples: MemoryAnswer[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    samples.push(await serveCalls(calls / SAMPLES));
  }
  await child.stop();
  await asapp.stop();

  const heaps = samples.map(({ heap }) => heap);
  const middle = median(heaps);
  const strays = Math.max(...heaps.map((heap) => Math.abs(heap / middle - 1)));
  return [
    {
      part: 'memory',
      name: `heap over ${calls.toLocaleString('en-US')} calls: furthest from its median`,
      value: strays * 100,
      unit: '%',
      target: { atMost: 5 },
    },
    { part: 'memory', name: 'heap, median', value: middle / 1e6, unit: 'MB' },
    {
      part: 'memory',
      name: 'resident at the end',
      value: (samples.at(-1)?.resident ?? 0) / 1e6,
      unit: 'MB',
    },
  ];
}
