import { withLimits } from '../figures';
import { PARTS } from '../parts';
import { buildProcesses } from '../processes/child';
import limits from '../ratios.json';

beforeAll(() => buildProcesses());

// How large the figures are is for `npm run bench` to judge, on a machine with nothing else to do.
test.each(Object.entries(PARTS))(
  'a short run of the bench measures every figure of %s',
  async (_part, measure) => {
    const figures = withLimits(await measure(true), limits);
    for (const { name, value } of figures) {
      expect({ name, isNumber: Number.isFinite(value) }).toEqual({ name, isNumber: true });
    }
  },
  30_000,
);

test('every part that has limits is one that the bench measures', () => {
  expect(Object.keys(PARTS)).toEqual(expect.arrayContaining(Object.keys(limits)));
});
