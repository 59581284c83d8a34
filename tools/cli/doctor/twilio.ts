import type { Twilio } from 'twilio';
import { variable } from '../../../src/runtime/variables';
import { type Destination, parseDestination } from '../../../src/voice/destination';
import { readVariable } from '../../../src/voice/destinations';
import { CommandFailure } from '../command/failure';
import { findCredentials } from '../twilio/credentials';
import { exists, explained } from '../twilio/explain';
import type { Region } from '../twilio/region';
import { type Session, sessionOf } from '../twilio/session';
import type { Settings } from '../twilio/settings';
import { workspaceOf } from '../twilio/workspace';
import { checkConcurrentCalls, checkNumbers } from './account';
import { checkAlerts } from './alerts';
import { type Check, type Finding, ok, problem, skipped, warning } from './check';
import { checkCountries } from './countries';
import { checkEntrances } from './entrances';
import { checkMedia } from './media';
import { destinationNames, readName } from './names';
import { isOffline } from './network';
import { checkFlows } from './region';

/** Whether Twilio accepts the credentials, and has the flows, workflows and numbers that are used. */
export const twilioCheck: Check = {
  title: 'Twilio',
  online: true,
  run: async (project) => {
    const { settings, env, deploying } = project;
    const none = !findCredentials(settings.file) && !findCredentials(env);
    if (none && !deploying) return [skipped('Twilio (no credentials)')];
    try {
      const session = sessionOf(settings, env);
      const { client } = session;
      await explained('list the numbers', () => client.incomingPhoneNumbers.list({ limit: 1 }));
      const found = await Promise.all([
        checkConcurrentCalls(client),
        checkNumbers(client),
        checkDestinations(client, settings),
        checkWorkflows(client, settings),
        checkCountries(client, settings),
        checkCallerIds(session),
        checkEntrances(client, settings),
        checkFlows(session),
        checkMedia(client, project),
        checkAlerts(client, settings),
      ]);
      return [ok(`Twilio accepts the credentials of ${client.accountSid}`), ...found.flat()];
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      // The check of the region says so.
      if (error.code === 'unsupported-region') return [skipped(`Twilio (${error.code})`)];
      if (await isOffline(error.code)) return [skipped('Twilio (no network)')];
      return [problem(error.message, error.fix)];
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
        exists ? ok(`${name}: ${destination.word} exists`) : missing(name, destination),
      );
    }
  }
  return findings;
}

/** The workflows that get tasks from the service itself. */
async function checkWorkflows(client: Twilio, { variables }: Settings): Promise<Finding[]> {
  const bases = ['VOICEMAIL_WORKFLOW', 'CALLBACK_WORKFLOW'];
  const names = Object.keys(variables).filter((name) => bases.includes(readName(name)?.base ?? ''));
  const findings: Finding[] = [];
  for (const name of names) {
    const destination = parseDestination(variable(variables, name) ?? '');
    // What is no SID is a problem of the variable.
    if (destination?.kind !== 'workflow') continue;
    const isThere = await workflowExists(client, destination.sid);
    findings.push(isThere ? ok(`${name}: ${destination.sid} exists`) : missing(name, destination));
  }
  return findings;
}

const missing = (name: string, { word }: Destination): Finding =>
  problem(
    `${name} names ${word}, which is not in this account.`,
    `Correct the SID in ${name}, or use the credentials of the account that owns it.`,
  );

/** Whether a destination exists; undefined for the kinds that Twilio keeps no list of. */
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

const workflowExists = async (client: Twilio, sid: string): Promise<boolean> =>
  (await workspaceOf(client, sid)) !== undefined;

/** Twilio dials with a caller ID only if the number is owned or verified (warning 13214). */
async function checkCallerIds({ client, region, settings }: Session): Promise<Finding[]> {
  const { variables } = settings;
  const names = Object.keys(variables).filter((name) => readName(name)?.base === 'CALLER_ID');
  const findings: Finding[] = [];
  for (const name of names) {
    const phoneNumber = variable(variables, name);
    if (phoneNumber?.startsWith('+')) {
      findings.push(await checkCallerId(client, name, phoneNumber, region));
    }
  }
  return findings;
}

async function checkCallerId(
  client: Twilio,
  name: string,
  phoneNumber: string,
  region: Region | undefined,
): Promise<Finding> {
  const owned = await explained(`look up ${name}`, async () => [
    ...(await client.incomingPhoneNumbers.list({ phoneNumber, limit: 20 })),
    // Ireland has no verified caller IDs.
    ...(region?.region === 'ie1'
      ? []
      : await client.outgoingCallerIds.list({ phoneNumber, limit: 20 })),
  ]);
  if (owned.some((one) => one.phoneNumber === phoneNumber)) {
    return ok(`${name}: ${phoneNumber} can be used`);
  }
  return warning(
    `${name} is ${phoneNumber}, which this account neither owns nor has verified: calls to phones may fail.`,
    'Set it to one of your numbers (`npm run bind-number -- --list`), or verify it in the Console.',
  );
}
