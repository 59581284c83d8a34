import { keepNewest } from '../../asapp/newest';

test('the oldest entries go first', () => {
  const map = new Map(['a', 'b', 'c'].map((key) => [key, 1]));
  keepNewest(map, 2);
  expect([...map.keys()]).toEqual(['b', 'c']);
});
