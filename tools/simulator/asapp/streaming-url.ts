import { randomBytes } from 'node:crypto';
import type { Endpoint } from '../http/server';
import { asappError } from './errors';
import { keepNewest } from './newest';

/** ASAPP's streaming URLs live for five minutes; the age is looked at when a socket opens. */
const TTL_MS = 5 * 60_000;

/** The two products that take a call's audio. */
export type Product = 'genagent' | 'autotranscribe';

const mediaPath = (product: Product) => `/mg-twilio-${product}/twilio-media/`;

const part = (value: string | Buffer) => Buffer.from(value).toString('base64url');

/** The streaming URLs that were given out, each with a token in its path. */
export class StreamingUrls {
  readonly #expiry = new Map<string, number>();

  readonly #origin: string;
  readonly #mediaPath: string;
  readonly #now: () => number;

  /** `now`: milliseconds since the epoch. */
  constructor(socketOrigin: string, now: () => number, product: Product = 'genagent') {
    this.#origin = socketOrigin;
    this.#mediaPath = mediaPath(product);
    this.#now = now;
  }

  /** A new URL: any number of sockets may use it while it lives. */
  issue(): string {
    const expires = this.#now() + TTL_MS;
    const claims = JSON.stringify({ aud: 'media', exp: Math.floor(expires / 1000) });
    const token = [part('{"alg":"HS256","typ":"JWT"}'), part(claims), part(randomBytes(32))].join(
      '.',
    );
    this.#expiry.set(token, expires);
    keepNewest(this.#expiry);
    return `${this.#origin}${this.#mediaPath}${token}`;
  }

  /** Whether a socket may open at `path`, or why not. */
  check(path: string): 'good' | 'unknown' | 'expired' {
    if (!path.startsWith(this.#mediaPath)) return 'unknown';
    const expires = this.#expiry.get(path.slice(this.#mediaPath.length));
    if (expires === undefined) return 'unknown';
    return expires > this.#now() ? 'good' : 'expired';
  }
}

/** `GET /mg-genagent/v1/twilio-media-stream-url`, with its optional `voiceAgentMode`. */
export function streamingUrlEndpoint(urls: StreamingUrls): Endpoint<'streaming-url'> {
  return {
    name: 'streaming-url',
    method: 'GET',
    path: /^\/mg-genagent\/v1\/twilio-media-stream-url$/,
    answer({ url }) {
      const mode = url.searchParams.get('voiceAgentMode') ?? 'cascade';
      return ['cascade', 's2s'].includes(mode)
        ? { status: 200, json: { streamingUrl: urls.issue() } }
        : { status: 400, json: asappError(400) };
    },
  };
}

/** `GET /mg-autotranscribe/v1/twilio-media-stream-url` */
export function transcriptionUrlEndpoint(urls: StreamingUrls): Endpoint<'transcription-url'> {
  return {
    name: 'transcription-url',
    method: 'GET',
    path: /^\/mg-autotranscribe\/v1\/twilio-media-stream-url$/,
    answer: () => ({ status: 200, json: { streamingUrl: urls.issue() } }),
  };
}
