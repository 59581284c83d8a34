import { layOut } from '../layout';
import { END, widget } from '../widget';

const say = (name: string, next: string | undefined = END) =>
  widget('say-play', name, { say: name }, { audioComplete: next });

test('the layout puts each widget below those that lead to it, and none on top of another', () => {
  const { states, initial_state } = layOut('', [say('a', 'b'), say('c'), say('b', 'c')]);
  expect(initial_state).toBe('a');
  const rows = Object.fromEntries(states.map((one) => [one.name, one.properties.offset.y]));
  expect(rows.a).toBeLessThan(Number(rows.b));
  expect(rows.b).toBeLessThan(Number(rows.c));
  const places = states.map(({ properties: { offset } }) => `${offset.x},${offset.y}`);
  expect(new Set(places).size).toBe(3);
});

test('the layout leaves out a widget that nothing leads to', () => {
  const { states } = layOut('', [say('a'), say('lost')]);
  expect(states.map(({ name }) => name)).toEqual(['a']);
});

test('the layout comes to an end for a flow with a loop', () => {
  expect(layOut('', [say('a', 'b'), say('b', 'a')]).states).toHaveLength(2);
});
