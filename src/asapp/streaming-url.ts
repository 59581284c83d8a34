import * as v from 'valibot';
import { beforeDeadline } from '../http/before-deadline';
import { sendRequest } from '../http/client';
import { streamUrl } from '../runtime/stream-url';
import { asappApi } from './api';
import type { AsappConfig, VoiceAgentMode } from './config';

/** A kept URL is renewed after 4 of the 5 minutes (ms) in which it opens sessions … */
const RENEWAL_MILLISECONDS = 4 * 60_000;
/** … and if ASAPP then gives no other, it is used until shortly before they end (ms). */
const USABLE_MILLISECONDS = 4 * 60_000 + 45_000;
/** A request older than this (ms) was frozen with the process (assumption 30): nobody waits for it. */
const IN_FLIGHT_MILLISECONDS = 4_000;

const answer = v.object({ streamingUrl: streamUrl });

interface KeptUrl {
  /** When it was requested, in ms: its 5 minutes run from then on. */
  readonly askedAt: number;
  readonly url: string;
}

/** A request under way, with the deadline of the call that sent it. */
interface Renewal {
  readonly askedAt: number;
  readonly url: Promise<string>;
  readonly deadline: AbortSignal;
}

const keptUrls = new Map<string, KeptUrl>();
const renewals = new Map<string, Renewal>();

/** Which streaming URL a call can use. */
export interface StreamingUrlOptions {
  /** Never a kept one: for a stream that has failed, perhaps because of its URL. */
  readonly isNew?: boolean;
  /** How long from now the URL must open a session, in ms: a greeting may come before the stream. */
  readonly neededForMilliseconds?: number;
}

/**
 * The URL of GenerativeAgent's media stream: `GET /mg-genagent/v1/twilio-media-stream-url`. It is a
 * bearer secret that any number of calls may share, so it is kept in the memory of this process, per
 * host, key and mode, and renewed after 4 of its 5 minutes. If the renewal fails, the kept one is used
 * for 45 s more. However many calls wait for it, only one request is sent; a failure is never kept.
 *
 * @throws RequestError
 */
export function generativeAgentStreamingUrl(
  config: AsappConfig,
  mode: VoiceAgentMode | undefined,
  deadline: AbortSignal,
  options: StreamingUrlOptions = {},
): Promise<string> {
  return streamingUrl(config, '/mg-genagent/v1/twilio-media-stream-url', mode, deadline, options);
}

/**
 * The URL of AutoTranscribe's media stream, under the same rules:
 * `GET /mg-autotranscribe/v1/twilio-media-stream-url`.
 *
 * @throws RequestError
 */
export function autoTranscribeStreamingUrl(
  config: AsappConfig,
  deadline: AbortSignal,
  options: StreamingUrlOptions = {},
): Promise<string> {
  const path = '/mg-autotranscribe/v1/twilio-media-stream-url';
  return streamingUrl(config, path, undefined, deadline, options);
}

async function streamingUrl(
  config: AsappConfig,
  path: string,
  voiceAgentMode: VoiceAgentMode | undefined,
  deadline: AbortSignal,
  { isNew = false, neededForMilliseconds = 0 }: StreamingUrlOptions,
): Promise<string> {
  const key = [config.origin, config.apiId, path, voiceAgentMode].join(' ');
  const usable = () => {
    const kept = isNew ? undefined : keptUrls.get(key);
    const isUsable = kept && isWithin(kept, USABLE_MILLISECONDS - neededForMilliseconds);
    return isUsable ? kept : undefined;
  };
  const kept = usable();
  if (kept && isWithin(kept, RENEWAL_MILLISECONDS)) return kept.url;
  const send = () => requestUrl(config, path, voiceAgentMode, deadline);
  try {
    return await renew(key, path, send, deadline);
  } catch (error) {
    const old = usable();
    if (old) return old.url;
    throw error;
  }
}

async function requestUrl(
  config: AsappConfig,
  path: string,
  voiceAgentMode: VoiceAgentMode | undefined,
  deadline: AbortSignal,
): Promise<string> {
  const query = { voiceAgentMode };
  const request = { method: 'GET', path, query, schema: answer, deadline } as const;
  return (await sendRequest(asappApi(config), request)).streamingUrl;
}

/** Waits for the request that is under way, or sends one. What it brings is kept. */
async function renew(
  key: string,
  path: string,
  send: () => Promise<string>,
  deadline: AbortSignal,
): Promise<string> {
  const running = renewals.get(key);
  if (running && isWithin(running, IN_FLIGHT_MILLISECONDS)) {
    try {
      return await beforeDeadline(running.url, { api: 'ASAPP', method: 'GET', path }, deadline);
    } catch (error) {
      // If only the other call ran out of time, this one still has some.
      if (!running.deadline.aborted || deadline.aborted) throw error;
      return renew(key, path, send, deadline);
    }
  }
  const renewal: Renewal = { askedAt: Date.now(), url: send(), deadline };
  renewals.set(key, renewal);
  try {
    const url = await renewal.url;
    if (renewals.get(key) === renewal) keptUrls.set(key, { askedAt: renewal.askedAt, url });
    return url;
  } finally {
    if (renewals.get(key) === renewal) renewals.delete(key);
  }
}

/** An age below zero means that the clock was set back: the true age is not known. */
function isWithin({ askedAt }: KeptUrl | Renewal, milliseconds: number): boolean {
  const age = Date.now() - askedAt;
  return age >= 0 && age < milliseconds;
}
