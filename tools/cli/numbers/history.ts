import * as v from 'valibot';
import { historyIn } from '../command/history';
import { BINDING_FIELDS, type BindingField } from './binding';

const binding = v.object({
  ...v.entriesFromList<[BindingField, ...BindingField[]], v.StringSchema<undefined>>(
    [...BINDING_FIELDS],
    v.string(),
  ),
  // Older entries lack it.
  voiceRegion: v.optional(v.string(), ''),
});

/** One change of a number. Webhook URLs can contain secrets. */
const record = v.object({
  sid: v.string(),
  phoneNumber: v.string(),
  /** Where the settings of the number were changed; older entries are from the US. */
  region: v.optional(v.string(), 'us1'),
  /** ISO 8601. */
  at: v.string(),
  before: binding,
  after: binding,
  /** A command that undoes the change itself when it is done. */
  by: v.optional(v.literal('verify')),
});

export const bindingHistory = historyIn('.number-bindings.json', record);
