import { setTimeout as wait } from 'node:timers/promises';
import type { HttpAnswer, HttpRequest } from '../../../simulator/http/message';
import type { Send } from '../../../simulator/twilio/network';
import type { Fault, Setup, Transport } from '../setup';

/** A short while by which a webhook is late, in ms. */
const LATE = 150;

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

/** What `fetch` throws where no connection comes about. */
const noConnection = () =>
  Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
/** … and where one breaks. */
const broken = () => Object.assign(new TypeError('terminated'), { cause: { code: 'ECONNRESET' } });

type Disturb = (request: HttpRequest, send: Send, time: number) => Promise<HttpAnswer>;

/** Disturbs requests to one path of the service; `time` counts them, from 1. */
function onPath(path: string, disturb: Disturb): Transport {
  let time = 0;
  return (request, send) => {
    if (pathOf(request) !== path) return send(request);
    time += 1;
    return disturb(request, send, time);
  };
}

const DISTURBANCES: Readonly<Record<string, Disturb>> = {
  /** The answer counts that comes second. */
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
  async 'connects-at-the-second-try'(request, send, time) {
    if (time === 1) throw noConnection();
    return send(request);
  },
  /** The service has done its work, and nobody hears of it. */
  async 'answer-is-lost'(request, send, time) {
    const answer = await send(request);
    if (time === 1) throw broken();
    return answer;
  },
  async 'refused-by-the-platform'(request, send, time) {
    if (time === 1) return { status: 429, headers: {}, body: '' };
    return send(request);
  },
  async 'gateway-error'(request, send, time) {
    if (time <= 2) return { status: 504, headers: {}, body: '' };
    return send(request);
  },
};

const disturbances = Object.entries(DISTURBANCES).flatMap(([kind, disturb]) =>
  PATHS.map(
    (path): Fault => ({
      name: `twilio.${path}.${kind}`,
      changes: `webhook-${path}`,
      apply: ({ transports }) => void transports.push(onPath(path, disturb)),
    }),
  ),
);

/** Webhooks in an order that nobody meant. */
const orders: readonly Fault[] = [
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
        const { signal: _, ...again } = request;
        if (PATHS.includes(pathOf(request))) sent.push(again);
        if (sent.length > 0) await send(random.pick(sent));
        return answer;
      });
    },
  },
];

/** The end of a stream is told before its beginning. */
function swapStreamEvents(): Transport {
  let told: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    told = resolve;
  });
  return async (request, send) => {
    if (pathOf(request) !== 'stream-status') return send(request);
    if (request.body.includes('stream-started')) await Promise.race([ended, wait(LATE)]);
    else told();
    return send(request);
  };
}

const withParameters =
  (change: Readonly<Record<string, string>>) =>
  ({ call }: Setup) => {
    call.parameters = { ...call.parameters, ...change };
  };

/** What Twilio says of the call, in ways that are rare. */
const requests: readonly Fault[] = [
  {
    name: 'twilio.by-get',
    changes: 'method',
    mode: 'direct',
    apply: ({ call }) => {
      call.voiceMethod = 'GET';
    },
  },
  {
    name: 'twilio.anonymous-caller',
    changes: 'from',
    apply: ({ call }) => {
      call.from = 'anonymous';
    },
  },
  {
    name: 'twilio.sip-caller',
    changes: 'from',
    apply: ({ call }) => {
      call.from = 'sip:someone@pbx.example.com';
    },
  },
  {
    name: 'twilio.outbound',
    changes: 'direction',
    apply: ({ call }) => {
      call.direction = 'outbound-api';
    },
  },
  {
    name: 'twilio.odd-parameters',
    changes: 'parameters',
    apply: withParameters({
      CallerName: '<&>"\u{1f642}',
      FromCity: '',
      __proto__x: '1',
      constructor: 'x',
      asapp_callTransferId: 'mine',
      SipHeader_X: 'y'.repeat(2_000),
    }),
  },
];

/** The service is gone for a whole call: the number's fallback URL is a TwiML Bin, as the README says. */
const gone: readonly Fault[] = (['from-the-start', 'after-engage'] as const).map((when) => ({
  name: `twilio.service-is-gone-${when}`,
  changes: 'gone',
  apply: (setup) => {
    setup.call.fallbackUrl = TWIML_BIN;
    let engaged = false;
    setup.transports.push(async (request, send) => {
      const isOurs = PATHS.includes(pathOf(request));
      if (isOurs && (when === 'from-the-start' || engaged)) throw noConnection();
      if (pathOf(request) === 'engage') engaged = true;
      return send(request);
    });
  },
}));

/** Where a number's fallback may lie: outside the service. */
export const TWIML_BIN = 'https://handler.twilio.com/twiml/EH0123456789abcdef0123456789abcdef';

export const twilioFaults: readonly Fault[] = [...disturbances, ...orders, ...requests, ...gone];
