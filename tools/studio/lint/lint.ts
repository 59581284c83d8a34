import type { FlowFault } from './fault';
import { graphFaults } from './graph-faults';
import { liquidFaults } from './liquid-faults';
import { checkShape } from './schema-faults';
import { valueFaults } from './value-faults';

/**
 * Finds what is wrong with a Studio Flow, as far as can be told without Studio: the shape of its
 * JSON, exits that lead nowhere, Liquid that reads what is not there, values that break JSON or URLs.
 *
 * @returns nothing for a good flow; each fault names its widget
 */
export function lintFlow(input: unknown): FlowFault[] {
  const { definition, faults } = checkShape(input);
  if (definition === undefined) return [...faults];
  const found = [...faults, ...graphFaults(definition)];
  // What a widget says can be read only where its properties are what they should be.
  if (faults.length > 0) return found;
  return [...found, ...liquidFaults(definition), ...valueFaults(definition)];
}
