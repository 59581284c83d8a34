import { withLimits } from '../figures';
import { PARTS } from '../parts';
import { buildProcesses } from '../processes/child';
import limits from '../ratios.json';

// Not in beforeAll, which Jest does not wait for before concurrent tests.
const built = buildProcesses();

/** The parts that start a process of each kind; the others take longer and use nothing else. */
const SMOKE = ['few-calls', 'cold', 'sizes'] as const;

// `withLimits` throws if a figure that has a limit is missing. Whether the limits are kept is for
// `npm run bench` to judge, on a machine with nothing else to do.
test.concurrent.each(SMOKE)(
  'a short run of the bench measures every figure of %s',
  async (part) => {
    await built;
    const figures = withLimits((await PARTS[part]?.(true)) ?? [], limits);
    expect(figures).not.toEqual([]);
    for (const { value } of figures) expect(value).toEqual(expect.any(Number));
  },
  30_000,
);

test('every part that has limits is one that the bench measures', () => {
  expect(Object.keys(PARTS)).toEqual(expect.arrayContaining(Object.keys(limits)));
});
