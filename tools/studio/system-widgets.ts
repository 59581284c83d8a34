import type { Branch } from '../../src/voice/chain';
import { chainWidgets, type Part, type WhileClosed } from './chain-widgets';
import type { Reached } from './destination-widgets';
import { CALL_TRANSFER_STATE } from './liquid-context';
import type { FlowSettings } from './settings';
import { type Draft, type Match, split } from './widget';

const NAME = 'system';

/** A variable that Liquid can read by its name. */
const LIQUID_NAME = /^[A-Za-z_][\w-]*$/;

/** A branch that a Studio Flow cannot have. */
export class BranchError extends Error {
  override readonly name = 'BranchError';
}

/**
 * The widgets for calls that go to a system: one Split for each variable in the branches, in
 * order, and a chain for each value. Other values go to the unconditional branch, or to `otherwise`.
 *
 * @throws BranchError for a variable whose name Liquid cannot read
 */
export function systemWidgets(
  branches: readonly Branch[],
  otherwise: string,
  reached: Reached & WhileClosed,
  settings: FlowSettings,
): Part {
  const rest = branches.find(({ when }) => when === undefined);
  const other = rest && chainWidgets(`${NAME}_other`, rest.chain, reached, settings);
  const names = new Set<string>();
  const splits = bySplit(branches);
  const drafts: Draft[] = [];
  splits.forEach(({ variable, cases }, index) => {
    const matches: Match[] = cases.map(({ value, branch }) => {
      const role = unique(`${NAME}_${value.replace(/\W+/g, '_')}`, names);
      const part = chainWidgets(role, branch.chain, reached, settings);
      drafts.push(...part.drafts);
      return { type: 'equal_to', value, next: part.entry };
    });
    const next = index + 1 < splits.length ? splitName(index + 1) : (other?.entry ?? otherwise);
    drafts.push(split(splitName(index), comparedText(variable), matches, next));
  });
  const entry = splits.length > 0 ? splitName(0) : (other?.entry ?? otherwise);
  return { entry, drafts: [...drafts, ...(other?.drafts ?? [])] };
}

/**
 * What a branch compares, as the service does: a transfer variable, else a reference variable, else the
 * task. As text, because `default` replaces `false` too.
 */
function comparedText(variable: string): string {
  const parsed = `widgets.${CALL_TRANSFER_STATE}.parsed`;
  const filters = [
    'append: ""',
    `default: ${parsed}.referenceVariables.${variable}`,
    ...(variable === 'taskName' ? ['append: ""', `default: ${parsed}.currentTaskName`] : []),
  ];
  return `{{${[`${parsed}.transferVariables.${variable}`, ...filters].join(' | ')}}}`;
}

const splitName = (index: number) => (index === 0 ? NAME : `${NAME}_split_${index + 1}`);

interface VariableSplit {
  readonly variable: string;
  readonly cases: { value: string; branch: Branch }[];
}

/** A Split tests one variable; neighbouring branches on the same variable share one. */
function bySplit(branches: readonly Branch[]): VariableSplit[] {
  const splits: VariableSplit[] = [];
  for (const branch of branches) {
    if (branch.when === undefined) continue;
    const { name: variable, value } = branch.when;
    if (!LIQUID_NAME.test(variable)) {
      throw new BranchError(`Liquid cannot read a variable named ${variable}`);
    }
    const last = splits.at(-1);
    if (last?.variable === variable) last.cases.push({ value, branch });
    else splits.push({ variable, cases: [{ value, branch }] });
  }
  return splits;
}

function unique(role: string, taken: Set<string>): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? role : `${role}_${n}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
