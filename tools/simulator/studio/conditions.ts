import type { Condition } from '../../studio/definition';

type Test = (subject: string, value: string) => boolean;

const list = (value: string) => value.split(',').map(normal);
const normal = (text: string) => text.trim().toLowerCase();

const equal: Test = (subject, value) => subject === value;
const any: Test = (subject, value) => list(value).includes(subject);
const contains: Test = (subject, value) => subject.includes(value);
const starts: Test = (subject, value) => subject.startsWith(value);
const blank: Test = (subject) => subject === '';
const not =
  (test: Test): Test =>
  (subject, value) =>
    !test(subject, value);

const TESTS: Readonly<Record<string, Test>> = {
  equal_to: equal,
  not_equal_to: not(equal),
  matches_any_of: any,
  does_not_match_any_of: not(any),
  contains,
  does_not_contain: not(contains),
  starts_with: starts,
  does_not_start_with: not(starts),
  is_blank: blank,
  is_not_blank: not(blank),
  regex: (subject, value) => new RegExp(value, 'i').test(subject),
  less_than: (subject, value) => Number(subject) < Number(value),
  greater_than: (subject, value) => Number(subject) > Number(value),
};

/**
 * Whether a condition is true, ignoring case and spaces around the values.
 *
 * @see https://www.twilio.com/docs/studio/widget-library/split-based-on
 */
export function holds({ type, ...condition }: Condition, render: (text: string) => string) {
  const test = TESTS[type];
  if (test === undefined)
    throw new Error(`the simulated Studio does not know the condition ${type}`);
  const value = render(condition.value);
  return condition.arguments.every((argument) =>
    test(normal(render(argument)), type === 'regex' ? value : normal(value)),
  );
}
