import { CommandFailure, UsageFailure } from '../command/failure';
import { describeBinding } from '../numbers/binding';
import { type BoundNumber, checkE164, findNumber, listNumbers } from '../numbers/find';
import type { Session } from '../twilio/session';
import type { VerifiedNumber } from './number';

/** What the options say about the calls that dial people or fail. */
interface Wanted {
  readonly environment?: string | undefined;
  readonly person?: string | undefined;
}

/** A robot's number: the one that was named, which must be another than those in use. */
export async function robotNumber(
  { client }: Session,
  named: string | undefined,
  called: BoundNumber,
  option: '--from' | '--person',
  taken: readonly string[],
): Promise<BoundNumber> {
  if (named !== undefined) checkE164(named);
  if (named !== undefined && named !== called.phoneNumber && !taken.includes(named)) {
    return findNumber(client, named);
  }
  throw listCandidates(await listNumbers(client), called.phoneNumber, option, taken);
}

/** The separate environment and the person in it; undefined if none is wanted. */
export async function ownEnvironment(
  session: Session,
  { environment, person: named }: Wanted,
  called: BoundNumber,
  from: BoundNumber,
  number: VerifiedNumber,
) {
  if (environment === undefined && named === undefined) return undefined;
  if (environment === undefined) {
    throw new UsageFailure(
      '--person needs a separate environment, so that nobody in production is dialed.',
      'Add --environment verify --deploy.',
    );
  }
  if (environment === number.facts.environment) {
    throw new UsageFailure(
      `${called.phoneNumber} uses the environment ${environment} itself.`,
      'Name one that nothing else uses, such as --environment verify.',
    );
  }
  const person = await robotNumber(session, named, called, '--person', [from.phoneNumber]);
  return { environment, person };
}

/** The numbers from which the robot could call, those that nothing is bound to first. */
function listCandidates(
  numbers: readonly BoundNumber[],
  called: string,
  option: '--from' | '--person',
  taken: readonly string[],
): CommandFailure {
  const isFree = ({ binding }: BoundNumber) => describeBinding(binding) === 'nothing';
  const others = numbers.filter(
    ({ phoneNumber, takesCalls }) =>
      takesCalls && phoneNumber !== called && !taken.includes(phoneNumber),
  );
  const sorted = others.toSorted((one, other) => Number(isFree(other)) - Number(isFree(one)));
  if (sorted.length === 0) {
    return new CommandFailure(
      `The account has no other number for ${option}.`,
      'Buy one in the Twilio Console; a local number is enough.',
      'no-candidate',
    );
  }
  const list = sorted.map(
    ({ phoneNumber, binding }) => `${phoneNumber} (bound to ${describeBinding(binding)})`,
  );
  return new UsageFailure(
    `Which number should ${option === '--from' ? 'the robot call from' : 'be dialed as the person'}?`,
    `Pass one with ${option}: ${list.join(', ')}.`,
    'which-number',
  );
}
