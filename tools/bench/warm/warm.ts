import type { Figure } from '../figure';
import { pairedRatio, quantile } from '../statistics';
import { measurePairs, type Pair } from './pairs';
import type { Services } from './services';

/** What ASAPP takes for an answer, in ms. */
const ASAPP_MILLISECONDS = 150;

/** (a) Warm /engage and /call-complete against the naive way, with ASAPP at 150 ms. */
export async function measureWarm(services: Services, pairs = 60): Promise<Figure[]> {
  const { ours, naive, weather, counts } = services;
  await weather({ latencyMs: ASAPP_MILLISECONDS });
  await measurePairs(`${naive}/engage`, `${ours}/engage`, 2);

  const before = await counts();
  const engage = await measurePairs(`${naive}/engage`, `${ours}/engage`, pairs);
  const between = await counts();
  const complete = await measurePairs(`${naive}/call-complete`, `${ours}/call-complete`, pairs);
  const after = await counts();

  const oursAsked = between.streamingUrls - before.streamingUrls - pairs;
  const oursRead = after.callTransfers - between.callTransfers - pairs;
  return [
    ...timings('/engage', engage),
    {
      part: 'warm',
      name: '/engage: naive / ours, p50',
      value: pairedRatio(engage),
      unit: '×',
      target: { atLeast: 100 },
    },
    {
      part: 'warm',
      name: '/engage: ours / naive, p50',
      value: 1 / pairedRatio(engage),
      unit: '×',
    },
    ...timings('/call-complete', complete),
    {
      part: 'warm',
      name: '/call-complete: ours / naive, p50',
      value: 1 / pairedRatio(complete),
      unit: '×',
      target: { atMost: 1.05 },
    },
    {
      part: 'warm',
      name: 'requests to ASAPP per call, ours (naive: 2)',
      value: (oursAsked + oursRead) / pairs,
      unit: '',
      target: { atMost: 1.05 },
    },
  ];
}

function timings(path: string, pairs: readonly Pair[]): Figure[] {
  const one = pairs.map((pair) => pair.one);
  const other = pairs.map((pair) => pair.other);
  const figure = (name: string, value: number): Figure => ({
    part: 'warm',
    name: `${path}, ${name}`,
    value,
    unit: 'ms',
  });
  return [
    figure('ours p50', quantile(other, 0.5)),
    figure('ours p99', quantile(other, 0.99)),
    figure('naive p50', quantile(one, 0.5)),
    figure('naive p99', quantile(one, 0.99)),
  ];
}

/** (c) Warm /engage against a function that answers an empty document through the same runtime. */
export async function measureFloor({ ours, floor, weather }: Services, pairs = 3000) {
  await weather({ latencyMs: 0 });
  await measurePairs(`${ours}/engage`, `${floor}/empty`, pairs / 2);
  const measured = await measurePairs(`${ours}/engage`, `${floor}/empty`, pairs);
  const figure: Figure = {
    part: 'floor',
    name: '/engage: ours / an empty answer, p50',
    value: pairedRatio(measured),
    unit: '×',
    target: { atMost: 1.5 },
  };
  return [figure];
}
