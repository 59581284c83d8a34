import type { FlowDefinition } from '../../studio/definition';
import { generativeAgentFlow } from '../../studio/flow';
import { lintFlow } from '../../studio/lint/lint';
import { describeProblem } from '../../studio/lint/problem';
import type { FlowSettings } from '../../studio/settings';
import { BranchError } from '../../studio/system-widgets';
import { CommandFailure, UsageFailure } from '../command/failure';

/**
 * Generates the flow, and checks it with our own linter before Twilio validates it.
 *
 * @throws CommandFailure with each problem that a value causes in the place where it is filled in
 */
export function makeFlow(settings: FlowSettings): FlowDefinition {
  const definition = generate(settings);
  const problems = lintFlow(definition);
  if (problems.length === 0) return definition;
  throw new CommandFailure(
    `The flow would not work: ${problems.map(describeProblem).join('; ')}.`,
    'Correct the option that is filled in at that place.',
    'invalid-flow',
  );
}

function generate(settings: FlowSettings): FlowDefinition {
  try {
    return generativeAgentFlow(settings);
  } catch (error) {
    if (!(error instanceof BranchError)) throw error;
    throw new UsageFailure(`${error.message}.`, 'Use a name of letters, digits, _ and -.');
  }
}
