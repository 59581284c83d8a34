import { type Environment, namesOf, type Parsed, variable } from '../runtime/variables';
import { type Branch, type ParsedBranches, parseBranches } from './chain';
import type { Destination } from './destination';

/** The variables that say where calls go. */
export const DESTINATION_VARIABLES = {
  agent: 'AGENT_DESTINATION',
  system: 'SYSTEM_DESTINATION',
  completed: 'COMPLETED_DESTINATION',
  fallback: 'FALLBACK_DESTINATION',
  closed: 'CLOSED_DESTINATION',
} as const;

/** The destinations of one line: the line's first, then those of the service. */
export interface Destinations {
  readonly agent: readonly (readonly Branch[])[];
  readonly system: readonly (readonly Branch[])[];
  readonly completed: readonly (readonly Branch[])[];
  readonly fallback: readonly (readonly Branch[])[];
  readonly closed: readonly (readonly Branch[])[];
}

/**
 * Reads the destinations of a line, then those of the service. Malformed words are left out and
 * reported.
 */
export function readDestinations(environment: Environment): Parsed<Destinations> {
  const problems: string[] = [];
  const read = (base: string): Branch[][] =>
    namesOf(environment, base).flatMap((name) => {
      const parsed = readVariable(environment, name);
      problems.push(...parsed.problems);
      return parsed.branches.length > 0 ? [[...parsed.branches]] : [];
    });
  const values = {
    agent: read(DESTINATION_VARIABLES.agent),
    system: read(DESTINATION_VARIABLES.system),
    completed: read(DESTINATION_VARIABLES.completed),
    fallback: read(DESTINATION_VARIABLES.fallback),
    closed: read(DESTINATION_VARIABLES.closed),
  };
  return { value: values, problems };
}

/** The destinations that pass a test, in the same order and branches. */
export function filterDestinations(
  { agent, system, completed, fallback, closed }: Destinations,
  isPossible: (destination: Destination) => boolean,
): Destinations {
  const filter = (lines: Destinations['agent']) =>
    lines.map((branches) =>
      branches.map((branch) => ({ ...branch, chain: branch.chain.filter(isPossible) })),
    );
  return {
    agent: filter(agent),
    system: filter(system),
    completed: filter(completed),
    fallback: filter(fallback),
    closed: filter(closed),
  };
}

/** Reads one `…_DESTINATION` variable by its full name; its problems begin with that name. */
export function readVariable(environment: Environment, name: string): ParsedBranches {
  const { branches, problems } = parseBranches(variable(environment, name) ?? '');
  return { branches, problems: problems.map((problem) => `${name} ${problem}`) };
}
