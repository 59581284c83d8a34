import { lossShare } from '../capacity/erlang';

test.each([
  [1, 1, 0.5],
  [10, 10, 0.2146],
  [20, 30, 0.0085],
  [30, 30, 0.1325],
])('Erlang’s formula: a load of %d on %d servers loses a share of %d', (load, servers, share) => {
  expect(lossShare(load, servers)).toBeCloseTo(share, 4);
});
