import type { HttpAnswer, HttpRequest, Send } from '../../../../simulator';
import type { Transport } from '../../setup';

/** The functions that Twilio asks in the course of a call. */
export const PATHS = [
  'engage',
  'call-complete',
  'call-transfer-state',
  'hand-off',
  'whisper',
  'queue-wait',
  'stream-status',
  'fallback',
];

/** Which function a request is for, if it is for the service. */
export const pathOf = ({ url }: HttpRequest) => new URL(url).pathname.slice(1);

/** A short while by which a webhook is late, in ms. */
export const LATE = 150;

/** What `fetch` throws where no connection comes about. */
export const noConnection = () =>
  Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
/** … and where one breaks. */
export const broken = () =>
  Object.assign(new TypeError('terminated'), { cause: { code: 'ECONNRESET' } });

export type Disturb = (request: HttpRequest, send: Send, time: number) => Promise<HttpAnswer>;

/** Disturbs requests to one path of the service; `time` counts them, from 1. */
export function onPath(path: string, disturb: Disturb): Transport {
  let time = 0;
  return (request, send) => {
    if (pathOf(request) !== path) return send(request);
    time += 1;
    return disturb(request, send, time);
  };
}
