import { badRequest } from './refusal';

/** Whether a task's attributes meet an expression. */
type Predicate = (attributes: unknown) => boolean;

/**
 * Reads an expression over a task's attributes: `a.b=='text'`, `a==1`, `a!='x'`, several joined by AND.
 * TaskRouter knows more; whatever is not known here is refused (20001).
 *
 * @see https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export function readExpression(expression: string): Predicate {
  const conditions = expression.split(/\s+AND\s+/i).map(readCondition);
  return (attributes) => conditions.every((isMet) => isMet(attributes));
}

const CONDITION = /^\s*([\w.]+)\s*(==|=|!=)\s*(?:'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?))\s*$/;

function readCondition(condition: string): Predicate {
  const [, path, operator, single, double, number] = CONDITION.exec(condition) ?? [];
  if (path === undefined) {
    throw badRequest(20001, `the expression cannot be evaluated: ${condition}`);
  }
  const wanted = single ?? double ?? Number(number);
  return (attributes) => (valueAt(attributes, path) === wanted) === (operator !== '!=');
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => {
    const has = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name);
    return has ? Reflect.get(inner, name) : undefined;
  }, value);
}
