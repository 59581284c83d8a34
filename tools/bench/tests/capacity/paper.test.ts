import { lossShare, rateAtLoss } from '../../capacity/paper';

test.each([
  [1, 1, 0.5],
  [10, 10, 0.2146],
  [20, 30, 0.0085],
  [30, 30, 0.1325],
])('Erlang’s table: %d of load on %d servers loses %d', (load, servers, share) => {
  expect(lossShare(load, servers)).toBeCloseTo(share, 4);
});

test('the rate at a loss is the one that loses so much', () => {
  const rate = rateAtLoss(0.01, 0.15);
  expect(lossShare(rate * 0.15)).toBeCloseTo(0.01, 4);
});
