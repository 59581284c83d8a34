import { variable } from '../../../src/runtime/variables';
import { readVariable } from '../../../src/voice/destinations';
import { type Check, doubtful, type Finding } from './check';
import { destinationNames } from './configuration';

/** Whether the caller ID is one that the destinations can be dialled with. */
export const callerIdCheck: Check = {
  title: 'the caller ID',
  online: false,
  run: ({ settings: { variables } }) => {
    if (!variable(variables, 'CALLER_ID')?.startsWith('client:')) return [];
    return destinationNames(variables).flatMap((name): Finding[] => {
      const chains = readVariable(variables, name).branches.map(({ chain }) => chain);
      const phone = chains.flat().find(({ kind }) => kind === 'number');
      if (phone === undefined) return [];
      return [
        doubtful(
          `CALLER_ID is a client, and ${name} holds the number ${phone.word}: Twilio dials no phone with it (13214).`,
          'Set CALLER_ID to one of your numbers, or leave it empty.',
        ),
      ];
    });
  },
};
