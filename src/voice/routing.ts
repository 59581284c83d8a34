import type { CallContext } from './call-context';
import { type Branch, type Chain, chooseBranch } from './chain';
import type { Destinations } from './destinations';
import type { Outcome } from './outcome';

/**
 * Where a call goes, from what the agent decided and learned: the place for custom
 * business logic. As delivered it reads the `…_DESTINATION` variables. An empty chain means that the call ends
 * with spoken words: a goodbye for `completed`, else an apology.
 *
 * @example
 * // Callers from one task go to one queue, whatever the variables say:
 * if (context.taskName === 'handle_refund_requests') return parseChain('queue:refunds voicemail');
 */
export function route(outcome: Outcome, context: CallContext, destinations: Destinations): Chain {
  const choose = (lines: Lines) => chooseFrom(lines, context);
  switch (outcome) {
    case 'agent':
      return choose(destinations.agent) ?? fallback(context, destinations);
    case 'system':
      return choose(destinations.system) ?? fallback(context, destinations);
    case 'completed':
      return choose(destinations.completed) ?? [];
    case 'interrupted':
    case 'failed':
      return fallback(context, destinations);
    case 'caller-hung-up':
      return [];
  }
}

/** Where a call goes that nobody can take because people are not there at this hour. */
export function routeClosed(context: CallContext, { closed }: Destinations): Chain {
  return chooseFrom(closed, context) ?? [];
}

type Lines = readonly (readonly Branch[])[];

function fallback(context: CallContext, destinations: Destinations): Chain {
  return (
    chooseFrom(destinations.fallback, context) ?? chooseFrom(destinations.agent, context) ?? []
  );
}

/** The line's chain followed by the service's; undefined if both are empty. */
function chooseFrom(lines: Lines, context: CallContext): Chain | undefined {
  const chain = lines.flatMap((branches) => chooseBranch(branches, context) ?? []);
  return chain.length > 0 ? chain : undefined;
}
