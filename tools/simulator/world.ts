import type { AsappOptions, LocalAsapp } from './asapp/asapp';
import type { AgentScript } from './asapp/script';
import type { LocalClerk } from './clerk/clerk';
import type { RestBehaviour } from './rest/routes';
import type { LocalTwilioRest } from './rest/start';
import type { LocalService, ServiceOptions } from './service/local-service';
import { LOCAL_DOMAIN } from './service/runtime-server';
import type { LocalSignalWire } from './signalwire/signalwire';
import { deliveredFlow } from './studio/delivered-flow';
import { STUDIO_HOSTS } from './studio/hosts';
import type { LocalStudio, StudioOptions } from './studio/studio';
import {
  createLocalTwilio,
  type LocalTwilio,
  type LocalTwilioOptions,
} from './twilio/local-twilio';
import { TAKES_OVER } from './twilio/network';
import type { CallOptions, CallReport } from './twilio/place-call';
import { newSid } from './twilio/sid';

/** What a world can have besides Twilio Voice, the service and ASAPP. */
export interface WorldParts {
  /** Clerk; the service's variables point to it. */
  readonly clerk: LocalClerk;
  /** Twilio's REST API for the functions. It knows the calls of this world. */
  readonly rest: LocalTwilioRest;
  /** A SignalWire space whose conferences send their events to the service. */
  readonly signalWire: LocalSignalWire;
  /** Studio: calls go through a flow, as after `bind-number --flow`. */
  readonly studio: LocalStudio;
}

export interface WorldOptions<Part extends keyof WorldParts = never>
  extends Pick<ServiceOptions, 'root' | 'functions' | 'assets'>,
    LocalTwilioOptions,
    Pick<StudioOptions, 'failure'> {
  /** What to start besides Twilio Voice, the service and ASAPP. */
  readonly with?: readonly Part[];
  /** Where the account and the service are; default: the US. */
  readonly region?: 'ie1';
  /** Variables of the service, besides those that point it to the parts of this world. */
  readonly env?: Readonly<Record<string, string>>;
  readonly asapp?: AsappOptions;
  /** How Twilio's REST API behaves, if it is started. */
  readonly rest?: RestBehaviour;
  /** The flow of the calls, with Studio; default: the delivered one. */
  readonly flow?: StudioOptions['flows'][string];
}

/** The service and everything around it, in this process. */
export type World<Part extends keyof WorldParts = never> = Omit<LocalTwilio, 'call'> & {
  readonly asapp: LocalAsapp;
  readonly service: LocalService;
  /** Each line that the functions have logged. */
  readonly logs: string[];
  /**
   * Places a call and follows it to its end. `agent` is what ASAPP's agent does in it, or a list with
   * an entry for each engagement.
   */
  call(
    options?: CallOptions & {
      readonly agent?: Partial<AgentScript> | readonly Partial<AgentScript>[];
    },
  ): Promise<CallReport>;
  close(): Promise<void>;
} & Pick<WorldParts, Part>;

const FLOW_SID = `FW${'f'.repeat(32)}`;

/** What the runtime gives to functions in Ireland, and what a service that has flows there needs. */
const irishVariables = (accountSid: string) => ({
  TWILIO_REGION: 'ie1',
  TWILIO_EDGE: 'dublin',
  DOMAIN_NAME: 'voice-agent-1234.dublin.ie1.twil.io',
  STUDIO_WEBHOOK_URL: `https://${STUDIO_HOSTS.ie1}/v1/Accounts/${accountSid}/Flows/FW${'0'.repeat(32)}`,
});

/**
 * Starts the built functions, an ASAPP, and a Twilio that calls them; Studio, Clerk, SignalWire and
 * Twilio's REST API only on request. Unless told otherwise, calls take no time, each sentence of the
 * agent is one frame long, and a call that is redirected to another server counts as taken over by it.
 *
 * @example
 * const world = await startWorld({ env: { AGENT_DESTINATION: '+15550103000' } });
 * const report = await world.call({ agent: { outcome: 'agent' } });
 * await world.close();
 */
export async function startWorld<Part extends keyof WorldParts = never>(
  options: WorldOptions<Part> = {},
): Promise<World<Part>> {
  const has = (part: keyof WorldParts) => options.with?.some((each) => each === part) ?? false;
  const { asapp: asappOptions, with: _, env, flow, failure, region, ...settings } = options;
  const { startLocalAsapp }: typeof import('./asapp/asapp') = require('./asapp/asapp');
  // Without time nobody listens: the agent is as brief as it can be.
  const brief = { script: { voice: 'brief', frames: 5 } } as const;
  const asapp = await startLocalAsapp({ ...(!settings.pace && brief), ...asappOptions });
  const clerk = has('clerk') ? await startClerk() : undefined;
  const rest = has('rest') ? await startRest() : undefined;
  rest?.addWorkflows(env ?? {});
  const there = region ? rest?.ireland : rest;
  // With REST the account is the one that REST knows.
  const { accountSid = newSid('AC'), authToken } = there
    ? { accountSid: there.account.sid, authToken: there.account.authToken }
    : options;
  const signalWire = has('signalWire') ? await startSignalWire() : undefined;

  const {
    startLocalService,
  }: typeof import('./service/local-service') = require('./service/local-service');
  const logs: string[] = [];
  const service = await startLocalService({
    assets: 'assets',
    ...settings,
    env: {
      ...asapp.env,
      ...clerk?.env,
      ...(there && { ACCOUNT_SID: there.account.sid, AUTH_TOKEN: there.account.authToken }),
      ...signalWire?.env,
      ...(region && irishVariables(accountSid)),
      ...env,
    },
    ...(rest && { twilioUrl: rest.url }),
    onLog(line) {
      logs.push(line);
      rest?.addLog(service.domainName, line);
    },
  });

  const studio = has('studio') ? await startStudio() : undefined;
  const twilio = createLocalTwilio(service, {
    otherHosts: TAKES_OVER,
    pace: 0,
    ...settings,
    accountSid,
    ...(authToken !== undefined && { authToken }),
    hosts: { ...options.hosts, ...studio?.hosts },
    ca: [asapp.ca, clerk?.ca, options.ca].join('\n'),
    // Two legs meet only in time.
    ...(rest &&
      settings.pace && { callOwnNumber: (legs) => rest.callOwnNumber(twilio.network, legs) }),
  });
  rest?.connectTo(twilio.network, studio);
  const binding = studio && {
    voiceUrl: studio.webhookUrl(),
    statusCallback: studio.webhookUrl(),
    fallbackUrl: `${twilio.origin}/fallback`,
  };

  function startClerk(): Promise<LocalClerk> {
    const { startLocalClerk }: typeof import('./clerk/clerk') = require('./clerk/clerk');
    return startLocalClerk();
  }

  function startRest(): Promise<LocalTwilioRest> {
    const { startTwilioRest }: typeof import('./rest/start') = require('./rest/start');
    return startTwilioRest(options.rest);
  }

  async function startSignalWire(): Promise<LocalSignalWire> {
    const {
      startLocalSignalWire,
    }: typeof import('./signalwire/signalwire') = require('./signalwire/signalwire');
    return startLocalSignalWire({
      eventUrl: `https://${env?.DOMAIN_NAME ?? LOCAL_DOMAIN}/conference-stream`,
      send: (request) => twilio.send(request),
      ...(options.ca !== undefined && { ca: options.ca }),
    });
  }

  async function startStudio(): Promise<LocalStudio> {
    const { createStudio }: typeof import('./studio/studio') = require('./studio/studio');
    const flows = { [FLOW_SID]: flow ?? deliveredFlow(service.domainName) };
    return createStudio({
      accountSid,
      host: STUDIO_HOSTS[region ?? 'us1'],
      flows,
      ...(failure && { failure }),
    });
  }

  return {
    ...twilio,
    asapp,
    service,
    logs,
    call({ agent, ...call } = {}) {
      const callSid = call.callSid ?? newSid('CA');
      if (agent) asapp.script(callSid, ...[agent].flat());
      return twilio.call({
        ...binding,
        ...call,
        callSid,
        onBegin(begun) {
          there?.addCall(begun);
          call.onBegin?.(begun);
        },
      });
    },
    async close() {
      await signalWire?.settled();
      for (const part of [service, signalWire, rest, clerk, asapp]) await part?.close();
    },
    // Safe: the parts in `with`, which are those of the type, were started above.
    ...({ clerk, rest, signalWire, studio } as unknown as Pick<WorldParts, Part>),
  };
}
