import { setTimeout as wait } from 'node:timers/promises';
import type { HttpRequest } from '../../../../simulator';
import type { Fault, Transport } from '../../setup';
import { LATE, onPath, PATHS, pathOf } from './webhook';

/** Webhooks in an order that nobody meant. */
export const orderFaults: readonly Fault[] = [
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
