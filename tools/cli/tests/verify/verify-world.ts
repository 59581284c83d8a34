import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createEdge,
  LOCAL_DOMAIN,
  type LocalService,
  type PhoneNumber,
  startLocalService,
  startWorld,
  type World,
  type WorldOptions,
} from '../../../simulator';
import { verifyWith } from '../../verify';
import { ownVariables, WRONG_KEYS } from '../../verify/own-environment';
import { type Finished, runCommand, temporaryFolder, variablesFor } from '../run-command';

export const NUMBER = '+15550107001';
export const ROBOT = '+15550107002';
export const PERSON = '+15550107003';
/** A workflow of the account, in which nobody works. */
export const WORKFLOW = `WW${'a'.repeat(32)}`;
const OWN_DOMAIN = LOCAL_DOMAIN.replace('-dev', '-verify');

/** Calls go twenty times as fast, and so does the command's waiting for them. */
const PACE = 0.05;

/** How this differs from a deployed service on Twilio as it is assumed to be. */
export interface Differences
  extends Pick<WorldOptions, 'transport' | 'deviations' | 'env'>,
    Pick<NonNullable<WorldOptions['rest']>, 'concurrentCalls'> {
  readonly isFlow?: boolean;
  /** How late (ms) ASAPP's records are. */
  readonly recordsAreLateMs?: number;
  /** Settings of the number. */
  readonly number?: Partial<PhoneNumber>;
}

export interface VerifyWorld {
  readonly world: World<'rest' | 'studio'>;
  readonly folder: string;
  /** Runs the command against this world. */
  verify(...args: readonly string[]): Promise<Finished>;
  /** The same for a person at a terminal, who types this. */
  verifyTyping(typed: string, ...args: readonly string[]): Promise<Finished>;
  /** Lets so many minutes pass at Twilio. */
  passMinutes(minutes: number): void;
  interrupt: AbortController;
  close(): Promise<void>;
}

/** All calls: with a separate environment that is already deployed. */
export const EVERYTHING = [
  ...[NUMBER, '--from', ROBOT, '--person', PERSON, '--environment', 'verify', '--yes', '--json'],
];

/** An account with the service in two environments, and three numbers. */
export async function openVerifyWorld(differences: Differences = {}): Promise<VerifyWorld> {
  const { isFlow = false, recordsAreLateMs = 0, number, concurrentCalls } = differences;
  const folder = temporaryFolder();
  const interrupt = new AbortController();
  let minutes = 0;
  let own: LocalService | undefined;
  const world: World<'rest' | 'studio'> = await startWorld({
    with: ['rest', 'studio'],
    pace: PACE,
    env: differences.env ?? {},
    ...(differences.transport && { transport: differences.transport }),
    ...(differences.deviations && { deviations: differences.deviations }),
    rest: {
      now: () => Date.now() + minutes * 60_000,
      ...(concurrentCalls && { concurrentCalls }),
    },
    asapp: {
      script: () => ({ ...understood(robotTwiml()), settlesMs: recordsAreLateMs }),
      // A late record is there when the call is over.
      now: () => Date.now() + (isRecorded() ? recordsAreLateMs : 0),
    },
    hosts: {
      [`https://${OWN_DOMAIN}`]: (request) => {
        if (!own) throw new Error('the environment is not deployed');
        const { authToken } = world.rest.account;
        return createEdge({ ...own, authToken }).send(request);
      },
    },
  });
  const { rest, asapp } = world;
  const robotTwiml = () =>
    String(rest.calls.findLast(({ parameters }) => parameters.Twiml)?.parameters.Twiml);
  const isRecorded = () => world.logs.some((line) => line.includes('"event":"call-record"'));

  const flowUrl = world.studio.webhookUrl();
  const flowSid = isFlow ? flowUrl.split('/').at(-1) : undefined;
  const variables = {
    ...asapp.env,
    ...ownVariables({ variables: asapp.env }, { person: PERSON, flowSid, workflowSid: WORKFLOW }),
    ...WRONG_KEYS,
  };
  own = await startLocalService({
    assets: 'tools/cli/verify/assets',
    twilioUrl: rest.url,
    env: {
      ...variables,
      DOMAIN_NAME: OWN_DOMAIN,
      ACCOUNT_SID: rest.account.sid,
      AUTH_TOKEN: rest.account.authToken,
    },
    onLog: (line) => rest.addLog(OWN_DOMAIN, line),
  });
  Object.assign(rest.addEnvironment('voice-agent', 'dev'), { domain_name: LOCAL_DOMAIN });
  const environment = rest.addEnvironment('voice-agent', 'verify');
  Object.assign(environment, { domain_name: OWN_DOMAIN });
  for (const [key, value] of Object.entries(variables)) {
    environment.variables.push(newVariable(key, value));
  }
  rest.addWorkflows({ WORKFLOW });
  rest.addNumber(NUMBER, {
    voice_url: isFlow ? flowUrl : `${world.origin}/engage`,
    voice_fallback_url: `${world.origin}/fallback`,
    status_callback: `${world.origin}/call-ended${isFlow ? `?flowSid=${flowSid}` : ''}`,
    ...number,
  });
  rest.addNumber(ROBOT);
  rest.addNumber(PERSON, { voice_url: 'https://elsewhere.example/', voice_method: 'POST' });

  const run = verifyWith((milliseconds, signal) =>
    delay(milliseconds * PACE, undefined, { signal }).catch(() => {}),
  );
  const file = Object.entries(asapp.env).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder.path, '.env'), file.join(''));
  const surroundings = {
    cwd: folder.path,
    env: variablesFor(rest),
    interrupted: interrupt.signal,
  };
  return {
    world,
    folder: folder.path,
    interrupt,
    verify: (...args) => runCommand(run, args, surroundings),
    verifyTyping: (typed, ...args) => runCommand(run, args, { ...surroundings, typed }),
    passMinutes(passed) {
      minutes += passed;
    },
    async close() {
      await endCalls(world);
      await own?.close();
      await world.close();
      folder.remove();
    },
  };
}

/** What the command prints with `--json`. */
interface Printed {
  readonly answers: { id: string; verdict: string; evidence: string[] }[];
  readonly calls: { scenario: string; isStopped: boolean; robot: { sid: string } | null }[];
}
export const read = (out: string): Printed => JSON.parse(out);

/** The calls of the robots. */
export const placedBy = ({ world }: VerifyWorld) =>
  world.rest.calls.filter(({ parameters }) => parameters.Twiml !== undefined);

/** A variable of an environment, as Twilio lists it. */
export function newVariable(key: string, value: string) {
  const now = new Date().toISOString();
  return { sid: `ZV${key}`, key, value, date_created: now, date_updated: now };
}

/** Hangs up whatever is still under way, and waits for its end. */
async function endCalls({ rest }: World<'rest'>): Promise<void> {
  for (const live of rest.liveCalls.values()) live.hangUp();
  for (const live of rest.liveCalls.values()) await live.over;
}

/** What the agent does, who understands the robot. */
function understood(twiml: string) {
  if (twiml.includes('a person')) return { outcome: 'agent' as const };
  if (twiml.includes('<Say>')) return { outcome: 'completed' as const };
  return { outcome: 'hang-up' as const };
}
