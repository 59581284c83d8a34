import * as v from 'valibot';
import { historyIn } from '../command/history';

/** Values by name; null for a variable that was not there. */
const values = v.record(v.string(), v.nullable(v.string()));

const record = v.object({
  environmentSid: v.string(),
  /** ISO 8601. */
  at: v.string(),
  before: values,
  after: values,
});

/** One change of the variables of an environment. */
export type VariablesRecord = v.InferOutput<typeof record>;

export const variablesHistory = historyIn('.variable-changes.json', record);
