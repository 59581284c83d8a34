import { setTimeout as wait } from 'node:timers/promises';
import type { HttpAnswer, HttpRequest, Send } from '../../../simulator';
import type { Fault, Transport } from '../setup';

/** The functions that Twilio requests during a call. */
const PATHS = [
  'engage',
  'call-complete',
  'call-transfer-state',
  'hand-off',
  'whisper',
  'queue-wait',
  'stream-status',
  'fallback',
];

const pathOf = ({ url }: HttpRequest) => new URL(url).pathname.slice(1);

/** How late a webhook is, in ms. */
const LATE = 150;

/** What a socket throws if no connection can be opened. */
const noConnection = () => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
/** What it throws if a connection breaks. */
const brokenConnection = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });

/** Sends a request in a way that nobody wants; `attempt` counts the requests to this path, from 1. */
type Disturb = (request: HttpRequest, send: Send, attempt: number) => Promise<HttpAnswer>;

const DISTURBANCES: Readonly<Record<string, Disturb>> = {
  /** The second answer counts. */
  async duplicated(request, send) {
    await send(request);
    return send(request);
  },
  async 'duplicated-at-once'(request, send) {
    const [first] = await Promise.all([send(request), send(request)]);
    return first;
  },
  async late(request, send) {
    await wait(LATE);
    return send(request);
  },
  async 'connects-at-the-second-attempt'(request, send, attempt) {
    if (attempt === 1) throw noConnection();
    return send(request);
  },
  /** The service has done its work, and its answer never arrives. */
  async 'answer-is-lost'(request, send, attempt) {
    const answer = await send(request);
    if (attempt === 1) throw brokenConnection();
    return answer;
  },
  async 'refused-by-the-platform'(request, send, attempt) {
    if (attempt === 1) return { status: 429, headers: {}, body: '' };
    return send(request);
  },
  async 'gateway-error'(request, send, attempt) {
    if (attempt <= 2) return { status: 504, headers: {}, body: '' };
    return send(request);
  },
};

function onPath(path: string, disturb: Disturb): Transport {
  let attempt = 0;
  return (request, send) => {
    if (pathOf(request) !== path) return send(request);
    attempt += 1;
    return disturb(request, send, attempt);
  };
}

const disturbedWebhooks: readonly Fault[] = Object.entries(DISTURBANCES).flatMap(
  ([kind, disturb]) =>
    PATHS.map(
      (path): Fault => ({
        name: `twilio.${path}.${kind}`,
        changes: `webhook-${path}`,
        apply: ({ transports }) => void transports.push(onPath(path, disturb)),
      }),
    ),
);

/** Webhooks that arrive in the wrong order, or not at all. */
const misorderedWebhooks: readonly Fault[] = [
  {
    name: 'twilio.stream-events-swapped',
    changes: 'order',
    apply: ({ transports }) => void transports.push(swapStreamEvents()),
  },
  {
    name: 'twilio.stream-events-lost',
    changes: 'order',
    apply: ({ transports }) =>
      void transports.push(
        onPath('stream-status', async () => ({ status: 204, headers: {}, body: '' })),
      ),
  },
  {
    name: 'twilio.all-replayed-out-of-order',
    changes: 'order',
    apply: ({ transports, random }) => {
      const sent: HttpRequest[] = [];
      transports.push(async (request, send) => {
        const answer = await send(request);
        const { signal: _, ...replay } = request;
        if (PATHS.includes(pathOf(request))) sent.push(replay);
        if (sent.length > 0) await send(random.pick(sent));
        return answer;
      });
    },
  },
];

/** The end of a stream is reported before its start. */
function swapStreamEvents(): Transport {
  let reportEnd: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    reportEnd = resolve;
  });
  return async (request, send) => {
    if (pathOf(request) !== 'stream-status') return send(request);
    if (request.body.includes('stream-started')) await Promise.race([ended, wait(LATE)]);
    else reportEnd();
    return send(request);
  };
}

/** A fallback URL of a number, outside the service. */
export const TWIML_BIN = 'https://handler.twilio.com/twiml/EH0123456789abcdef0123456789abcdef';

/** The service is gone for the rest of the call; the number has a TwiML Bin as its fallback URL. */
const missingService: readonly Fault[] = (['from-the-start', 'after-engage'] as const).map(
  (since) => ({
    name: `twilio.service-is-gone-${since}`,
    changes: 'gone',
    apply: (setup) => {
      setup.call.fallbackUrl = TWIML_BIN;
      let isGone = since === 'from-the-start';
      setup.transports.push(async (request, send) => {
        const path = pathOf(request);
        if (isGone && PATHS.includes(path)) throw noConnection();
        if (path === 'engage') isGone = true;
        return send(request);
      });
    },
  }),
);

/** A TwiML URL whose server answers nothing but HTTP 500. */
export const DOWN_URL = 'https://crm.example.com/voice';

/** Every call goes to that URL, and the number's fallback URL must find somebody else. */
const urlIsDown: Fault = {
  name: 'twilio.twiml-url-is-down',
  changes: 'destinations',
  mode: 'direct',
  apply: ({ env, random }) => {
    env.AGENT_DESTINATION = DOWN_URL;
    env.SYSTEM_DESTINATION = `${DOWN_URL}?tenant=7`;
    env.COMPLETED_DESTINATION = DOWN_URL;
    env.FALLBACK_DESTINATION = random.pick([DOWN_URL, `+15550103000 ${DOWN_URL}`]);
  },
};

/** A system's TwiML URL that sends callers back to /engage. */
export const RETURN_URL = 'https://ivr.example.com/menu';

/** A task hands the call to a system, which sends the caller back; then the agent decides otherwise. */
const callerReturns: Fault = {
  name: 'twilio.caller-returns',
  changes: 'destinations',
  mode: 'direct',
  apply: (setup) => {
    setup.env.SYSTEM_DESTINATION = RETURN_URL;
    setup.agentLater = { ...setup.agent, outcome: 'agent' };
    setup.agent = { ...setup.agent, outcome: 'system' };
  },
};

/** A flow that uses the URL of ASAPP's guide, which does not say which flow gets the call back. */
const flowIsNotNamed: Fault = {
  name: 'twilio.flow-is-not-named',
  changes: 'flow',
  mode: 'direct',
  apply: ({ query }) => {
    query.FlowEvent = 'return';
  },
};

export const webhookFaults: readonly Fault[] = [
  ...disturbedWebhooks,
  ...misorderedWebhooks,
  ...missingService,
  urlIsDown,
  callerReturns,
  flowIsNotNamed,
];
