import * as v from 'valibot';
import { sendRequest } from '../http/client';
import { streamUrl } from '../runtime/stream-url';
import { asappApi } from './api';
import type { AsappConfig, VoiceAgentMode } from './config';

/** ASAPP's streaming URLs open sessions for 5 minutes; they are used for 4, in ms. */
const FRESH_MILLISECONDS = 4 * 60_000;
/** A request older than this (ms) was frozen with the process: nobody should wait for its answer. */
const IN_FLIGHT_MILLISECONDS = 4_000;

const answer = v.object({ streamingUrl: streamUrl });

interface Entry {
  /** When it was requested, in ms: its 5 minutes run from then on. */
  readonly askedAt: number;
  readonly url: Promise<string>;
  settled: boolean;
}

const entries = new Map<string, Entry>();

/**
 * The URL of GenerativeAgent's media stream: `GET /mg-genagent/v1/twilio-media-stream-url`. It is a
 * bearer secret that any number of calls may share, so it is kept in the memory of this process for
 * 4 of its 5 minutes, per host, key and mode. However many calls wait for it, only one request is
 * sent; a failure is never kept.
 *
 * @throws RequestError
 */
export function generativeAgentStreamingUrl(
  config: AsappConfig,
  mode: VoiceAgentMode | undefined,
  deadline: AbortSignal,
): Promise<string> {
  return streamingUrl(config, '/mg-genagent/v1/twilio-media-stream-url', mode, deadline);
}

/**
 * The URL of AutoTranscribe's media stream, under the same rules:
 * `GET /mg-autotranscribe/v1/twilio-media-stream-url`.
 *
 * @param isNew - never a kept one: for a stream that has failed, perhaps because of its URL
 * @throws RequestError
 */
export function autoTranscribeStreamingUrl(
  config: AsappConfig,
  deadline: AbortSignal,
  isNew = false,
): Promise<string> {
  const path = '/mg-autotranscribe/v1/twilio-media-stream-url';
  return streamingUrl(config, path, undefined, deadline, isNew);
}

async function streamingUrl(
  config: AsappConfig,
  path: string,
  voiceAgentMode: VoiceAgentMode | undefined,
  deadline: AbortSignal,
  isNew = false,
): Promise<string> {
  const key = [config.origin, config.apiId, path, voiceAgentMode].join(' ');
  const known = entries.get(key);
  if (known && !isNew && isUsable(known)) return known.url;

  const url = sendRequest(asappApi(config), {
    method: 'GET',
    path,
    query: { voiceAgentMode },
    schema: answer,
    deadline,
  }).then(({ streamingUrl }) => streamingUrl);
  const entry: Entry = { askedAt: Date.now(), url, settled: false };
  entries.set(key, entry);
  url.then(
    () => {
      entry.settled = true;
    },
    () => {
      if (entries.get(key) === entry) entries.delete(key);
    },
  );
  return url;
}

function isUsable({ askedAt, settled }: Entry): boolean {
  const age = Date.now() - askedAt;
  return age < (settled ? FRESH_MILLISECONDS : IN_FLIGHT_MILLISECONDS);
}
