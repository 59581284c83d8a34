import { SERVICE_ENV } from '../calls';
import type { Figure } from '../figure';
import type { AsappAnswer, AsappRequest } from '../process/asapp';
import { startChild } from '../process/child';
import { median, pairedRatio } from '../statistics';
import type { ColdAnswer, ColdRequest } from './cold-start';

const ASAPP_MILLISECONDS = 150;

/** (b) A fresh process: loading /engage and its first answer, in turn with the naive way. */
export async function measureCold(runs = 15): Promise<Figure[]> {
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const { env } = await asapp.ask({ weather: { latencyMs: ASAPP_MILLISECONDS } });
  const start = async (folder: string): Promise<ColdAnswer> => {
    const child = startChild<ColdRequest, ColdAnswer>('cold-start');
    const answer = await child.ask({ folder, env: { ...SERVICE_ENV, ...env } });
    await child.stop();
    return answer;
  };
  const ours: ColdAnswer[] = [];
  const naive: ColdAnswer[] = [];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await start('dist/functions'));
    naive.push(await start('tools/bench/naive'));
  }
  await asapp.stop();

  const whole = ({ load, answer }: ColdAnswer) => load + answer;
  const pairs = ours.map((cold, run) => {
    const other = naive[run];
    return { one: whole(cold), other: other ? whole(other) : Number.NaN };
  });
  const figure = (name: string, value: number): Figure => ({
    part: 'cold',
    name,
    value,
    unit: 'ms',
  });
  return [
    figure('ours: load', median(ours.map(({ load }) => load))),
    figure('ours: load + first answer', median(ours.map(whole))),
    figure('naive: load', median(naive.map(({ load }) => load))),
    figure('naive: load + first answer', median(naive.map(whole))),
    {
      part: 'cold',
      name: 'load + first answer: ours / naive',
      value: pairedRatio(pairs),
      unit: '×',
      target: { atMost: 1.1 },
    },
  ];
}
