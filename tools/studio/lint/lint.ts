import { graphProblems } from './graph-problems';
import { liquidProblems } from './liquid-problems';
import type { FlowProblem } from './problem';
import { checkShape } from './schema-problems';
import { valueProblems } from './value-problems';

/**
 * Finds the problems of a Studio Flow that can be found without Studio: malformed JSON, exits that lead
 * nowhere, Liquid that reads missing variables, values that break JSON or URLs.
 *
 * @returns an empty array for a good flow
 */
export function lintFlow(input: unknown): FlowProblem[] {
  const { definition, problems } = checkShape(input);
  if (definition === undefined) return [...problems];
  const found = [...problems, ...graphProblems(definition)];
  // The other checks need properties of the right types.
  if (problems.length > 0) return found;
  return [...found, ...liquidProblems(definition), ...valueProblems(definition)];
}
