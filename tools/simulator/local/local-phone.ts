import type { LocalAsapp } from '../asapp/asapp';
import type { RunningService } from '../service/local-service';
import { deliveredFlow } from '../studio/delivered-flow';
import { createStudio } from '../studio/studio';
import type { Edge } from '../twilio/edge';
import { createLocalTwilio } from '../twilio/local-twilio';
import { TAKES_OVER } from '../twilio/network';
import type { CallReport, LiveCall } from '../twilio/place-call';
import { newSid } from '../twilio/sid';
import type { OnFrame } from '../twilio/stream/client';
import type { Phone } from '../twilio/stream/phone';
import type { CallEvent, Timeline } from '../twilio/timeline';
import type { CallRequest } from './call-request';
import { setFaults } from './set-faults';

/** With `--outcome hang-up` the caller hangs up after this. */
const HANG_UP_MS = 1500;
/** How long a person at the console's phone may talk with the agent. */
const OWN_PHONE_STREAM_MS = 600_000;
/** Speech and ringing are sped up; the time line shows their true length. */
const REST_PACE = 0.1;

export interface LocalPhoneOptions {
  service: RunningService | Edge;
  authToken: string;
  /** The account of the calls; default: a new one. */
  accountSid?: string;
  /** Absent if the agent is the real one. */
  asapp: LocalAsapp | undefined;
  /**
   * Restarts the service, as a cold start does: what it remembers of ASAPP (a streaming
   * URL, failures in a row) would hide new faults, or show old ones.
   */
  freshService?: () => Promise<void>;
  /** Told of each call when it begins. */
  onBegin?: (call: LiveCall) => void;
}

/** What to do while a call goes on. */
export interface Watching {
  onEvent?: (event: CallEvent) => void;
  onBegin?: (call: LiveCall) => void;
  onFrame?: OnFrame;
  /** A person's own phone; its calls go in real time. */
  phone?: Phone;
}

/** Places calls to the local service. */
export interface LocalPhone {
  place(request: CallRequest, watching?: Watching): Promise<CallReport>;
}

/** Connects the phone network with the local service and, if there is one, the local ASAPP. */
export function localPhone(options: LocalPhoneOptions): LocalPhone {
  const { service, authToken, asapp, freshService = async () => {} } = options;
  const { accountSid = newSid('AC') } = options;
  const flowSid = newSid('FW');
  const domainName =
    'domainName' in service ? service.domainName : new URL(service.publicOrigin).host;
  const flow = deliveredFlow(domainName);
  const studio = createStudio({ accountSid, flows: { [flowSid]: flow } });
  const flowUrl = studio.webhookUrl();

  let faultsBefore = '{}';

  /** Sets what goes wrong during the next call. */
  async function prepare({ faults }: CallRequest): Promise<void> {
    if (asapp === undefined) return;
    const changed = JSON.stringify(faults) !== faultsBefore;
    faultsBefore = JSON.stringify(faults);
    if (!changed) return;
    await freshService();
    setFaults(asapp, faults);
  }

  async function place(request: CallRequest, watching: Watching = {}): Promise<CallReport> {
    const byHand = watching.phone !== undefined;
    const twilio = createLocalTwilio(service, {
      authToken,
      accountSid,
      hosts: studio.hosts,
      otherHosts: TAKES_OVER,
      pace: byHand ? 1 : { stream: 1, rest: REST_PACE },
      ...(asapp !== undefined && { ca: asapp.ca }),
    });
    const { outcome, agent, studio: isStudio, agentAnswers, parameters, talkMs } = request;
    const { queueMs, keys } = request;
    const callSid = newSid('CA');
    await prepare(request);
    asapp?.script(callSid, { outcome, ...agent });
    let stopWatching = () => {};
    try {
      return await twilio.call({
        callSid,
        ...watching,
        voiceUrl: withQuery(isStudio ? flowUrl : `${twilio.origin}/engage`, parameters),
        statusCallback: `${twilio.origin}/call-ended${isStudio ? `?flowSid=${flowSid}` : ''}`,
        parameters: pick(parameters, /^[A-Z]/),
        fallbackUrl: `${twilio.origin}/fallback`,
        script: {
          answers: agentAnswers,
          digits: keys,
          ...(queueMs !== undefined && { queues: [{ result: 'bridged', afterMs: queueMs }] }),
          ...(talkMs !== undefined && { talkMs }),
          ...(byHand && { streamMs: OWN_PHONE_STREAM_MS }),
          ...(outcome === 'hang-up' &&
            !byHand && { hangUp: { during: 'stream', afterMs: HANG_UP_MS } }),
        },
        onBegin(call) {
          if (asapp !== undefined) stopWatching = showAsapp(asapp, call.timeline);
          options.onBegin?.(call);
          watching.onBegin?.(call);
        },
      });
    } finally {
      stopWatching();
    }
  }
  return { place };
}

/** Shows the service's requests to ASAPP, and the problems of ASAPP's sockets, as lines of the call. */
function showAsapp(asapp: LocalAsapp, timeline: Timeline): () => void {
  const stopRequests = asapp.watch(({ method, path, status, fault, ms = 0 }, answer) => {
    timeline.add({
      from: 'service',
      to: 'asapp',
      what: `${method} ${path}`,
      at: timeline.now - ms,
      ms,
      ...(status !== undefined && { status }),
      ...(fault !== undefined && { details: { fault } }),
      ...(answer?.json !== undefined && { body: JSON.stringify(answer.json) }),
    });
  });
  const stopProblems = asapp.watchProblems((problem) => {
    timeline.add({ from: 'asapp', to: 'asapp', what: `finds a problem: ${problem}` });
  });
  return () => {
    stopRequests();
    stopProblems();
  };
}

const pick = (parameters: Record<string, string>, names: RegExp) =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => names.test(name)));

function withQuery(url: string, parameters: Record<string, string>): string {
  const query = new URLSearchParams(pick(parameters, /^[^A-Z]/)).toString();
  return query === '' ? url : `${url}?${query}`;
}
