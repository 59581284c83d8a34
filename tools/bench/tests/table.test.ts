import { formatTable } from '../table';

test('columns are as wide as their widest cell, numbers to the right', () => {
  expect(
    formatTable(
      ['name', 'value'],
      [
        ['a long name', '1'],
        ['b', '1,000'],
      ],
      new Set([1]),
    ),
  ).toBe(
    ['name         value', '───────────  ─────', 'a long name      1', 'b            1,000'].join(
      '\n',
    ),
  );
});
