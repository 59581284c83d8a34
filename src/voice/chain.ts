import { type CallContext, variableOf } from './call-context';
import { DESTINATION_FORMS, type Destination, endsChain, parseDestination } from './destination';

/** Destinations in the order in which they are tried. */
export type Chain = readonly Destination[];

/** A chain for the calls in whose context something has a certain value; without `when`, for all others. */
export interface Branch {
  readonly when?: { readonly name: string; readonly value: string };
  readonly chain: Chain;
}

export interface ParsedBranches {
  readonly branches: readonly Branch[];
  /** Each names a word by its position, starting at 1, and says what was expected there. */
  readonly problems: readonly string[];
}

/** `next_action=refund:` or `*:`, with a destination right after it or after a space. */
const SELECTOR = /^(?:\*|([A-Za-z_][\w.-]*)=([^\s,:]+)):(.*)$/;

/**
 * Reads the value of a `…_DESTINATION` variable: words separated by spaces or commas. `name=value:`
 * opens a branch, whose chain runs to the next one; `*:` opens the branch for all other values, to
 * which words before the first selector belong too. A space in a value is written `%20`.
 *
 * A malformed word is reported and left out; the other destinations still work.
 */
export function parseBranches(text: string): ParsedBranches {
  const branches: { when?: { name: string; value: string }; chain: Destination[] }[] = [];
  const problems: string[] = [];
  let chain: Destination[] | undefined;

  const open = (name: string | undefined, value: string | undefined) => {
    const when =
      name === undefined || value === undefined ? undefined : { name, value: decode(value) };
    const known = branches.find(
      (branch) => branch.when?.name === when?.name && branch.when?.value === when?.value,
    );
    if (known) return known.chain; // a branch may be written in two places
    const branch = { ...(when && { when }), chain: [] };
    branches.push(branch);
    return branch.chain;
  };

  words(text).forEach((written, index) => {
    const [, name, value, rest] = SELECTOR.exec(written) ?? [];
    if (rest !== undefined) chain = open(name, value);
    const word = rest ?? written;
    if (word === '') return;
    chain ??= open(undefined, undefined);
    const destination = parseDestination(word);
    const last = chain.at(-1);
    if (!destination) problems.push(`word ${index + 1} must be one of: ${DESTINATION_FORMS}`);
    else if (last && endsChain(last)) problems.push(`word ${index + 1} can never be reached`);
    else chain.push(destination);
  });
  return { branches, problems };
}

/** Reads a chain without branches; words that are not destinations are left out. */
export function parseChain(text: string): Chain {
  return words(text).flatMap((word) => parseDestination(word) ?? []);
}

/** A chain as it is written into a URL. */
export function formatChain(chain: Chain): string {
  return chain.map(({ word }) => word).join(' ');
}

/** The chain of the branch that a variable or the task (`taskName`) chooses; undefined if none does. */
export function chooseBranch(branches: readonly Branch[], context: CallContext): Chain | undefined {
  const matches = ({ when }: Branch) =>
    when !== undefined &&
    isWrittenAs(
      variableOf(context, when.name) ?? (when.name === 'taskName' ? context.taskName : undefined),
      when.value,
    );
  const branch = branches.find(matches) ?? branches.find(({ when }) => when === undefined);
  return branch?.chain;
}

/** Lists and objects match nothing; `String` would throw for some of them. */
function isWrittenAs(value: unknown, text: string): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) && String(value) === text;
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
