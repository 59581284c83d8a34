import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import type { Terminal } from '../command/terminal';
import { deployService } from '../deploy/deploy-service';
import { explained } from '../twilio/explain';
import { type DeployedService, findService } from '../twilio/service';
import type { Settings } from '../twilio/settings';

/**
 * Of the line `verify-key`. With the right ID, a process could still have the streaming URL of an
 * earlier call.
 */
export const WRONG_KEYS = {
  ASAPP_API_ID_VERIFY_KEY: 'not-the-id',
  ASAPP_API_SECRET_VERIFY_KEY: 'not-the-key',
  CLERK_API_KEY_VERIFY_KEY: 'not-the-key',
};

/** What an agent is and says. Nothing else of production is deployed there: it could reach people. */
const DEPLOYED =
  /^(ASAPP_|CLERK_|SAY_|VOICE_AGENT$|CALLER_ID$|INPUT_VARIABLES$|GREETING$|WHISPER$)/;

/** Static TwiML: what the person who is called does. */
const ASSETS = 'tools/cli/verify/assets';

/** Who can be reached from the separate environment. */
export interface Reachable {
  readonly person: string;
  readonly flowSid: string | undefined;
  /** The workflow in which nobody works. */
  readonly workflowSid: string | undefined;
}

/** The variables of the separate environment: as before, but nobody else can be reached. */
export function ownVariables(
  { variables }: Pick<Settings, 'variables'>,
  { person, flowSid, workflowSid }: Reachable,
): Record<string, string> {
  const kept = Object.entries(variables).filter(([name]) => DEPLOYED.test(name));
  const twice = `${person} ${person}`;
  return {
    ...Object.fromEntries(kept),
    AGENT_DESTINATION: twice,
    FALLBACK_DESTINATION: twice,
    // The shortest, plus the 5 s that Twilio adds.
    RING_SECONDS: '5',
    LOG_LEVEL: 'info',
    VOICE_AGENT_VERIFY_STREAM: 'wss://stream.invalid/',
    RECORD_VERIFY_RECORDING: 'agent',
    VOICE_AGENT_PERCENT_VERIFY_VOICEMAIL: '0',
    AGENT_DESTINATION_VERIFY_VOICEMAIL: 'voicemail',
    ...(flowSid && { AGENT_DESTINATION_VERIFY_FLOW: flowSid }),
    ...(workflowSid && {
      AGENT_DESTINATION_VERIFY_LEAVE: `${workflowSid} ${person}`,
      // The shortest.
      QUEUE_SECONDS_VERIFY_LEAVE: '10',
    }),
  };
}

/**
 * Deploys the separate environment.
 *
 * @throws CommandFailure if there is an environment of that name that has another purpose
 */
export async function deployOwn(
  client: Twilio,
  settings: Settings,
  environment: string,
  reachable: Reachable,
  terminal: Terminal,
): Promise<void> {
  const deployed = await readDeployed(client, settings, environment);
  if (deployed && deployed.values.size > 0 && !isForRobots(deployed.values)) {
    throw new CommandFailure(
      `The environment ${environment} already exists, and was not deployed for these calls.`,
      'Name another one: its variables would be overwritten, and its callers would reach a robot.',
      'not-its-own',
    );
  }
  const variables = ownVariables(settings, reachable);
  const credentials = Object.entries(settings.file).filter(([name]) =>
    /^(TWILIO_)?(ACCOUNT_SID|AUTH_TOKEN|API_KEY|API_SECRET)$/.test(name),
  );
  const own: Settings = {
    ...settings,
    environment,
    variables,
    file: { ...Object.fromEntries(credentials), ...variables },
  };
  await deployService(
    own,
    { isFilled: true, assetsFolder: ASSETS, unchecked: WRONG_KEYS },
    terminal,
  );
}

/**
 * Finds the separate environment, and makes sure that it can dial nobody but the robot.
 *
 * @throws CommandFailure if it is not there, or has other destinations
 */
export async function findOwn(
  client: Twilio,
  settings: Settings,
  environment: string,
  reachable: Reachable,
): Promise<DeployedService> {
  const deployed = await readDeployed(client, settings, environment);
  if (!deployed) {
    throw new CommandFailure(
      `The environment ${environment} is not deployed yet.`,
      'Add --deploy.',
      'not-deployed',
    );
  }
  const { service, values } = deployed;
  const wanted = ownVariables(settings, reachable);
  const others = [...values.keys()].filter(
    (name) =>
      !(name in wanted) && /_DESTINATION(?!_VERIFY_(FLOW|LEAVE)$)|CALLBACK|CALL_RECORD/.test(name),
  );
  const isSame =
    Object.keys(wanted)
      .filter((name) => /_DESTINATION|_VERIFY_/.test(name))
      .every((name) => values.get(name) === wanted[name]) && isForRobots(values);
  if (isSame && others.length === 0) return service;
  throw new CommandFailure(
    `The environment ${environment} was not deployed for these calls: ${others[0] ?? 'AGENT_DESTINATION'} leads elsewhere.`,
    `Choose a name that nothing else uses, and add --deploy.`,
    'not-its-own',
  );
}

type Values = ReadonlyMap<string, string>;

/** Only a deploy for these calls has keys that are wrong. */
const isForRobots = (values: Values): boolean =>
  Object.keys(WRONG_KEYS).every((name) => values.has(name));

/** An environment and its variables; undefined if it is not in the account. */
async function readDeployed(
  client: Twilio,
  { serviceName }: Settings,
  environment: string,
): Promise<{ readonly service: DeployedService; readonly values: Values } | undefined> {
  try {
    const service = await findService(client, serviceName, environment);
    const { serviceSid, environmentSid } = service;
    const { variables } = client.serverless.v1.services(serviceSid).environments(environmentSid);
    const list = await explained('read the variables', () => variables.list());
    return { service, values: new Map(list.map(({ key, value }) => [key, value])) };
  } catch (error) {
    if (error instanceof CommandFailure && error.code === 'not-deployed') return undefined;
    throw error;
  }
}
