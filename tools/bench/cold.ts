import { SERVICE_ENV } from './call';
import type { Figure } from './figures';
import type { AsappAnswer, AsappRequest } from './processes/asapp';
import { startChild } from './processes/child';
import type { ColdAnswer, ColdRequest } from './processes/cold-start';
import { median, pairedRatio } from './statistics';

interface ColdPair {
  readonly ours: ColdAnswer;
  readonly naive: ColdAnswer;
}

/**
 * A new process: it loads /engage and gives its first answer, in turn with the naive function. ASAPP
 * answers at once, since any wait for it is the same for both and would hide the difference.
 *
 * @param warmUp - pairs before that are not counted: they read files from the disk, and ASAPP is compiling
 */
export async function measureCold(count = 31, warmUp = 3): Promise<Figure[]> {
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const { env } = await asapp.request({ condition: { latencyMs: 0 } });
  const pairs: ColdPair[] = [];
  for (let pair = 0; pair < warmUp + count; pair += 1) {
    const measured = await measurePair({ ...SERVICE_ENV, ...env }, pair % 2 === 0);
    if (pair >= warmUp) pairs.push(measured);
  }
  await asapp.stop();

  const ours = pairs.map((pair) => pair.ours);
  const naive = pairs.map((pair) => pair.naive);
  const totals = pairs.map((pair) => ({ one: total(pair.ours), other: total(pair.naive) }));
  return [
    ...timings('ours', ours),
    ...timings('naive', naive),
    figure('load + first answer: ours / naive', pairedRatio(totals), '×'),
  ];
}

/** One process of each kind; which comes first changes from pair to pair. */
async function measurePair(env: ColdRequest['env'], isOursFirst: boolean): Promise<ColdPair> {
  const ours = () => start({ folder: 'dist/functions', env });
  const naive = () => start({ folder: 'tools/bench/naive', env });
  if (isOursFirst) return { ours: await ours(), naive: await naive() };
  const first = await naive();
  return { ours: await ours(), naive: first };
}

async function start(request: ColdRequest): Promise<ColdAnswer> {
  const child = startChild<ColdRequest, ColdAnswer>('cold-start', ['--expose-gc']);
  const answer = await child.request(request);
  await child.stop();
  return answer;
}

const total = ({ load, answer }: ColdAnswer) => load + answer;

const timings = (whose: string, answers: readonly ColdAnswer[]): Figure[] => [
  figure(`${whose}: load`, median(answers.map(({ load }) => load)), 'ms'),
  figure(`${whose}: first answer`, median(answers.map(({ answer }) => answer)), 'ms'),
];

const figure = (name: string, value: number, unit: string): Figure => ({
  part: 'cold',
  name,
  value,
  unit,
});
