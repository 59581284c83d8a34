import type { Twilio } from 'twilio';
import { variable } from '../../../src/runtime/variables';
import type { Destination } from '../../../src/voice/destination';
import { readVariable } from '../../../src/voice/destinations';
import { CommandFailure } from '../command/failure';
import { twilioClient } from '../twilio/client';
import { findCredentials, readCredentials } from '../twilio/credentials';
import { exists, explained } from '../twilio/explain';
import type { Settings } from '../twilio/settings';
import { bad, type Check, doubtful, type Finding, good, leftOut } from './check';
import { destinationNames } from './configuration';
import { isOffline } from './network';

/** Whether Twilio takes the credentials, and knows the places that calls are sent to. */
export const twilioCheck: Check = {
  title: 'Twilio',
  online: true,
  run: async ({ settings, deploying }) => {
    const none = !findCredentials(settings.file) && !findCredentials(process.env);
    if (none && !deploying) return [leftOut('Twilio: there are no credentials to ask it with')];
    try {
      const client = twilioClient(readCredentials(settings.file));
      const numbers = await explained('list the numbers', () =>
        client.incomingPhoneNumbers.list({ limit: 1 }),
      );
      const account = `Twilio takes the credentials of ${client.accountSid}`;
      return [
        good(numbers.length > 0 ? account : `${account}, which has no number yet`),
        ...(await checkDestinations(client, settings)),
        ...(await checkCallerId(client, settings)),
      ];
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      if (await isOffline(error.code)) return [leftOut('Twilio: there is no network')];
      return [bad(error.message, error.mend)];
    }
  },
};

async function checkDestinations(client: Twilio, { variables }: Settings): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const name of destinationNames(variables)) {
    const chains = readVariable(variables, name).branches.map(({ chain }) => chain);
    for (const destination of chains.flat()) {
      const exists = await lookUp(client, destination);
      if (exists === undefined) continue;
      findings.push(
        exists
          ? good(`${name}: ${destination.word} exists`)
          : bad(
              `${name} names ${destination.word}, which is not in this account.`,
              `Correct the SID in ${name}, or use the credentials of the account that owns it.`,
            ),
      );
    }
  }
  return findings;
}

/** Whether a destination exists; undefined for the kinds of which Twilio has no list. */
async function lookUp(client: Twilio, destination: Destination): Promise<boolean | undefined> {
  switch (destination.kind) {
    case 'flow':
      return exists(`read the flow ${destination.sid}`, () =>
        client.studio.v2.flows(destination.sid).fetch(),
      );
    case 'workflow':
      return workflowExists(client, destination.sid);
    default:
      return undefined;
  }
}

/** A workflow can only be asked for in its workspace, of which an account has a few. */
async function workflowExists(client: Twilio, sid: string): Promise<boolean> {
  const { workspaces } = client.taskrouter.v1;
  for (const workspace of await explained('list the workspaces', () => workspaces.list())) {
    const workflow = workspaces(workspace.sid).workflows(sid);
    if (await exists(`read the workflow ${sid}`, () => workflow.fetch())) return true;
  }
  return false;
}

/** Twilio dials with a caller ID only if the number is owned or verified (warning 13214). */
async function checkCallerId(client: Twilio, { variables }: Settings): Promise<Finding[]> {
  const phoneNumber = variable(variables, 'CALLER_ID');
  if (!phoneNumber?.startsWith('+')) return [];
  const owned = await explained('look CALLER_ID up', async () => [
    ...(await client.incomingPhoneNumbers.list({ phoneNumber, limit: 20 })),
    ...(await client.outgoingCallerIds.list({ phoneNumber, limit: 20 })),
  ]);
  if (owned.some((one) => one.phoneNumber === phoneNumber)) {
    return [good(`CALLER_ID: ${phoneNumber} may be shown`)];
  }
  return [
    doubtful(
      `CALLER_ID is ${phoneNumber}, which this account neither owns nor has verified: people may not be reached.`,
      'Set it to one of your numbers (`npm run bind-number -- --list`), or verify it in the Console.',
    ),
  ];
}
