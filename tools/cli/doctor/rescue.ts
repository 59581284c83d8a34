import { variable } from '../../../src/runtime/variables';
import { type Check, doubtful, good } from './check';
import { destinationNames } from './configuration';

/** Whether a caller whom the agent cannot serve ends up with somebody. */
export const rescueCheck: Check = {
  title: 'the fallback',
  online: false,
  run: ({ settings: { variables, envFileExists } }) => {
    if (!envFileExists) return [];
    const hasSomewhere =
      // With this one, each chain ends with voicemail.
      variable(variables, 'VOICEMAIL_CALLBACK_URL') !== undefined ||
      destinationNames(variables).some((name) => /^(FALLBACK|AGENT)_/.test(name));
    if (hasSomewhere) return [good('Callers whom the agent cannot serve have somewhere to go')];
    return [
      doubtful(
        'There is neither an AGENT_DESTINATION nor a FALLBACK_DESTINATION: whom the agent cannot serve hears an apology and a goodbye.',
        'Set AGENT_DESTINATION, for instance to a phone number.',
      ),
    ];
  },
};
