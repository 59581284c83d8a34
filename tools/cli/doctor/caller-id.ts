import { HAND_OFF_VARIABLES } from '../../../src/hand-off/config';
import { type Environment, namesOf, readVariables, variable } from '../../../src/runtime/variables';
import { DESTINATION_VARIABLES, readVariable } from '../../../src/voice/destinations';
import { type Check, type Finding, warning } from './check';
import { viewsOf } from './names';

const FIX = 'Set CALLER_ID to one of your numbers.';

/** Whether the phones among the destinations can be called with the caller ID. */
export const callerIdCheck: Check = {
  title: 'the caller ID',
  online: false,
  run: ({ settings: { variables } }) => [
    ...viewsOf(variables).flatMap(checkClientCallerId).filter(isFirst),
    // Who may pass parameters is expected to call.
    ...(variable(variables, 'CLIENT_PARAMETERS')
      ? missingCallerIds(variables, 'the Voice SDK')
      : []),
  ],
};

function checkClientCallerId(view: Environment): Finding[] {
  const name = namesOf(view, 'CALLER_ID').find((one) => variable(view, one) !== undefined);
  if (!name || !variable(view, name)?.startsWith('client:')) return [];
  return phonesOf(view).map(({ destination, word }) =>
    warning(
      `${name} is a client, and ${destination} contains the phone number ${word}: Twilio cannot call a phone with it (error 13214).`,
      FIX.replace('CALLER_ID', name),
    ),
  );
}

/**
 * What callers who have no phone number of their own miss: the service shows phones the number that they
 * called instead, but they may have called none.
 *
 * @param from - where such callers come from, in words
 */
export function missingCallerIds(variables: Environment, from: string): Finding[] {
  const missing = viewsOf(variables).flatMap((view) => {
    const { CALLER_ID } = HAND_OFF_VARIABLES;
    return readVariables(view, { CALLER_ID }).value.CALLER_ID ? [] : phonesOf(view);
  });
  return missing
    .map(({ destination, word }) =>
      warning(
        `CALLER_ID is not set, and ${destination} contains the phone number ${word}: callers from ${from} may not reach it (error 13214).`,
        FIX,
      ),
    )
    .filter(isFirst);
}

/** The first phone number of each destination variable that a line uses. */
function phonesOf(view: Environment): { destination: string; word: string }[] {
  const names = Object.values(DESTINATION_VARIABLES).flatMap((base) => namesOf(view, base));
  return names.flatMap((destination) => {
    const chains = readVariable(view, destination).branches.map(({ chain }) => chain);
    const phone = chains.flat().find(({ kind }) => kind === 'number');
    return phone ? [{ destination, word: phone.word }] : [];
  });
}

/** Several lines can have the same finding. */
function isFirst({ text }: Finding, index: number, all: readonly Finding[]): boolean {
  return all.findIndex((one) => one.text === text) === index;
}
