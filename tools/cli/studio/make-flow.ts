import type { FlowDefinition } from '../../studio/definition';
import { generativeAgentFlow } from '../../studio/flow';
import { lintFlow } from '../../studio/lint/lint';
import { describeProblem } from '../../studio/lint/problem';
import type { FlowSettings } from '../../studio/settings';
import { BranchError } from '../../studio/system-widgets';
import { CommandFailure, UsageFailure } from '../command/failure';

/**
 * Generates the flow, which must pass our own linter before Twilio is asked.
 *
 * @throws CommandFailure with each problem, for a value that does not fit where it was filled in
 */
export function makeFlow(settings: FlowSettings): FlowDefinition {
  const definition = generate(settings);
  const problems = lintFlow(definition);
  if (problems.length === 0) return definition;
  throw new CommandFailure(
    `The flow would not work: ${problems.map(describeProblem).join('; ')}.`,
    'Correct the option that the place was filled with.',
    'invalid-flow',
  );
}

function generate(settings: FlowSettings): FlowDefinition {
  try {
    return generativeAgentFlow(settings);
  } catch (error) {
    if (!(error instanceof BranchError)) throw error;
    throw new UsageFailure(`${error.message}.`, 'Give it a name of letters, digits, _ and -.');
  }
}
