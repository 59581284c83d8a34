import type { FlowDefinition } from './definition';
import { type Draft, place } from './widget';

/** The space for one widget on Studio's canvas. */
const COLUMN = 380;
const ROW = 260;

/**
 * The definition of a flow with the widgets that can be reached from the first one, the trigger. Each is
 * in the row of its longest path from there, so that all lines lead downwards.
 */
export function layOut(description: string, drafts: readonly Draft[]): FlowDefinition {
  const rows = rowsOf(drafts);
  const used = new Map<number, number>();
  const states = drafts.flatMap((draft) => {
    const row = rows.get(draft.name);
    if (row === undefined) return [];
    const column = used.get(row) ?? 0;
    used.set(row, column + 1);
    return [place(draft, column * COLUMN, row * ROW)];
  });
  return {
    description,
    states,
    initial_state: drafts[0]?.name ?? '',
    flags: { allow_concurrent_calls: true },
  };
}

/** The row of each widget that the first one leads to, by name. */
function rowsOf(drafts: readonly Draft[]): Map<string, number> {
  const byName = new Map(drafts.map((draft) => [draft.name, draft]));
  const rows = new Map<string, number>();
  const visit = (name: string, row: number) => {
    if ((rows.get(name) ?? -1) >= row || row > drafts.length) return;
    rows.set(name, row);
    for (const { next } of byName.get(name)?.transitions ?? []) {
      if (next !== undefined) visit(next, row + 1);
    }
  };
  const [first] = drafts;
  if (first) visit(first.name, 0);
  return rows;
}
