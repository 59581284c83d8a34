import { type Environment, isSet } from '../../../src/runtime/variables';
import { type Check, warning } from './check';
import { viewsOf } from './names';

/** Variables that do nothing unless one of these others is set. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  VOICEMAIL_CALLER: ['VOICEMAIL_CALLBACK_URL'],
  CALLBACK_KEY: ['CALLBACK_WORKFLOW'],
  CLOSED_DESTINATION: ['OPENING_HOURS', 'OPEN_NOW'],
  CLOSED_MESSAGE: ['OPENING_HOURS', 'OPEN_NOW'],
  RECORDING_NOTICE: ['RECORD'],
  RECORDING_CALLBACK_URL: ['RECORD'],
  CALL_RECORD_SECRET: ['CALL_RECORD_URL'],
  CALL_RECORD_NUMBERS: ['CALL_RECORD_URL'],
};

/** Which variables do nothing on any line, because another one is missing. */
export const unusedCheck: Check = {
  title: 'variables without effect',
  online: false,
  run: ({ settings: { variables } }) => {
    const views = viewsOf(variables);
    return Object.entries(NEEDS).flatMap(([name, others]) => {
      const having = views.filter((view) => isSet(view, name));
      const hasOther = (view: Environment) => others.some((other) => isSet(view, other));
      if (having.length === 0 || having.some(hasOther)) return [];
      const missing = others.join(' or ');
      return [
        warning(`${name} has no effect without ${missing}.`, `Set ${missing}, or remove ${name}.`),
      ];
    });
  },
};
