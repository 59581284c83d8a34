import { holds } from '../../studio/conditions';

const render = (text: string) => text.replace('{{x}}', ' Agent ');

test.each([
  ['equal_to', 'AGENT', true],
  ['equal_to', 'agents', false],
  ['not_equal_to', 'agents', true],
  ['matches_any_of', 'system, agent', true],
  ['matches_any_of', 'system,age', false],
  ['does_not_match_any_of', 'system', true],
  ['contains', 'gen', true],
  ['does_not_contain', 'gen', false],
  ['starts_with', 'ag', true],
  ['does_not_start_with', 'ag', false],
  ['is_blank', '', false],
  ['is_not_blank', '', true],
  ['regex', '^a.*t$', true],
])('" Agent " %s "%s" is %s', (type, value, expected) => {
  const condition = { friendly_name: 'x', arguments: ['{{x}}'], type, value };
  expect(holds(condition, render)).toBe(expected);
});

test.each([
  ['less_than', '10', true],
  ['greater_than', '10', false],
])('9 %s %s as numbers is %s', (type, value, expected) => {
  const condition = { friendly_name: 'x', arguments: ['9'], type, value };
  expect(holds(condition, render)).toBe(expected);
});

test('refuses an unknown kind of condition', () => {
  const condition = { friendly_name: 'x', arguments: ['9'], type: 'is_before_date', value: '' };
  expect(() => holds(condition, render)).toThrow('is_before_date');
});
