import { SERVICE_ENV } from '../calls';
import type { Figure } from '../figure';
import type { AsappAnswer, AsappRequest } from '../process/asapp';
import { startChild } from '../process/child';
import { median, pairedRatio } from '../statistics';
import type { ColdAnswer, ColdRequest } from './cold-start';

/** Pairs that are not counted: the first ones find cold files, and an ASAPP that is still compiling. */
const WARM_UP = 3;

interface ColdPair {
  readonly ours: ColdAnswer;
  readonly naive: ColdAnswer;
}

/**
 * (b) A fresh process: loading /engage and its first answer, in turn with the naive function. ASAPP
 * answers at once, since any wait for it is the same for both and would hide the difference.
 */
export async function measureCold(runs = 15): Promise<Figure[]> {
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const { env } = await asapp.ask({ weather: { latencyMs: 0 } });
  const pairs: ColdPair[] = [];
  for (let run = 0; run < WARM_UP + runs; run += 1) {
    const pair = await coldPair({ ...SERVICE_ENV, ...env }, run % 2 === 0);
    if (run >= WARM_UP) pairs.push(pair);
  }
  await asapp.stop();
  return [
    ...timings(
      'ours',
      pairs.map(({ ours }) => ours),
    ),
    ...timings(
      'naive',
      pairs.map(({ naive }) => naive),
    ),
    {
      part: 'cold',
      name: 'load + first answer: ours / naive',
      value: pairedRatio(
        pairs.map(({ ours, naive }) => ({ one: whole(ours), other: whole(naive) })),
      ),
      unit: '×',
      target: { atMost: 1.2 },
    },
  ];
}

/** One process of each kind; which of them comes first changes from pair to pair. */
async function coldPair(env: ColdRequest['env'], isOursFirst: boolean): Promise<ColdPair> {
  const ours = () => start({ folder: 'dist/functions', env });
  const naive = () => start({ folder: 'tools/bench/naive', env });
  if (isOursFirst) return { ours: await ours(), naive: await naive() };
  const first = await naive();
  return { ours: await ours(), naive: first };
}

async function start(request: ColdRequest): Promise<ColdAnswer> {
  const child = startChild<ColdRequest, ColdAnswer>('cold-start');
  const answer = await child.ask(request);
  await child.stop();
  return answer;
}

const whole = ({ load, answer }: ColdAnswer) => load + answer;

function timings(who: string, answers: readonly ColdAnswer[]): Figure[] {
  const figure = (what: string, value: number): Figure => ({
    part: 'cold',
    name: `${who}: ${what}`,
    value,
    unit: 'ms',
  });
  return [
    figure('load', median(answers.map(({ load }) => load))),
    figure('first answer', median(answers.map(({ answer }) => answer))),
  ];
}
