import { graphProblems } from './graph-problems';
import { liquidProblems } from './liquid-problems';
import type { FlowProblem } from './problem';
import { checkShape } from './schema-problems';
import { valueProblems } from './value-problems';

/**
 * Finds what is wrong with a Studio Flow, as far as can be told without Studio: the shape of its
 * JSON, exits that lead nowhere, Liquid that reads what is not there, values that break JSON or URLs.
 *
 * @returns nothing for a good flow; each problem names its widget
 */
export function lintFlow(input: unknown): FlowProblem[] {
  const { definition, problems } = checkShape(input);
  if (definition === undefined) return [...problems];
  const found = [...problems, ...graphProblems(definition)];
  // What a widget says can be read only where its properties are what they should be.
  if (problems.length > 0) return found;
  return [...found, ...liquidProblems(definition), ...valueProblems(definition)];
}
