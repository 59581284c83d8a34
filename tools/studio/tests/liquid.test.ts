import { studioLiquid } from '../liquid';

const liquid = studioLiquid();
const render = (text: string) =>
  liquid.parseAndRenderSync(text, { name: 'Ann "A" + 1', list: [1, { a: 2 }] });

test.each([
  ['{{name | url_encode | replace: "+", "%20"}}', 'Ann%20%22A%22%20%2B%201'],
  ['{{name | to_json}}', '"Ann \\"A\\" + 1"'],
  ['{{list | to_json}}', '[1,{"a":2}]'],
  ['{{nobody | to_json}}', 'null'],
  ['{{nobody.at.home}}', ''],
  ['{{nobody | default: name | upcase}}', 'ANN "A" + 1'],
  ['{% if nobody.size <= 3 %}yes{% else %}no{% endif %}', 'no'],
])('Studio’s Liquid renders %s as %s', (text, expected) => {
  expect(render(text)).toBe(expected);
});

test.each(['json', 'jsonify', 'sha256'])('Studio’s Liquid has no filter %s', (filter) => {
  expect(() => render(`{{name | ${filter}}}`)).toThrow('undefined filter');
});
