import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../../setup';
import { broken, type Disturb, LATE, noConnection, onPath, PATHS } from './webhook';

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

/** Each webhook, disturbed in each way. */
export const disturbedWebhooks: readonly Fault[] = Object.entries(DISTURBANCES).flatMap(
  ([kind, disturb]) =>
    PATHS.map(
      (path): Fault => ({
        name: `twilio.${path}.${kind}`,
        changes: `webhook-${path}`,
        apply: ({ transports }) => void transports.push(onPath(path, disturb)),
      }),
    ),
);
