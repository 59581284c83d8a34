import * as v from 'valibot';
import { sendRequest } from '../http/client';
import { StatusError } from '../http/errors';
import { conferencePath, NAME_TAKEN, signalWireApi } from './api';
import type { SignalWireConfig } from './config';
import type { ConferenceStreamConfig } from './stream-config';

/** `queued`, `in-progress`, `stopped`, or something new. */
const answer = v.object({ sid: v.string(), status: v.string() });

/** The result of starting a stream; `over` if the conference is gone. */
export interface ConferenceStreamStart {
  readonly status: 'started' | 'already-started' | 'over';
  /** SignalWire's SID of a stream that has just been started. */
  readonly streamSid?: string;
}

/** Derived from the conference, so there is only one stream, and it can be stopped without a store. */
export function conferenceStreamName(conferenceSid: string): string {
  return `conference-${conferenceSid}`;
}

/**
 * Streams a conference's audio to a media-stream server: `POST …/Conferences/{sid}/Streams`.
 *
 * @param statusCallback - where SignalWire reports what becomes of the stream
 * @throws RequestError
 */
export async function startConferenceStream(
  config: SignalWireConfig,
  stream: ConferenceStreamConfig,
  conferenceSid: string,
  statusCallback: string | undefined,
  deadline: AbortSignal,
): Promise<ConferenceStreamStart> {
  try {
    const { sid: streamSid } = await sendRequest(signalWireApi(config), {
      method: 'POST',
      path: conferencePath(config, conferenceSid, '/Streams'),
      body: streamForm(stream, conferenceSid, statusCallback),
      schema: answer,
      deadline,
    });
    return { status: 'started', streamSid };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    if (error.status === 404) return { status: 'over' };
    const isTaken = error.status === 409 || error.facts.code === NAME_TAKEN;
    if (isTaken) return { status: 'already-started' };
    throw error;
  }
}

function streamForm(
  { url, track, codec, realTime, parameters, token }: ConferenceStreamConfig,
  conferenceSid: string,
  statusCallback: string | undefined,
): URLSearchParams {
  const form = new URLSearchParams({ Url: url, Name: conferenceStreamName(conferenceSid) });
  if (track) form.set('Track', track);
  if (codec) form.set('StreamCodec', codec);
  if (realTime !== undefined) form.set('StreamRealTime', String(realTime));
  if (token) form.set('AuthorizationBearerToken', token);
  if (statusCallback) {
    form.set('StatusCallback', statusCallback);
    form.set('StatusCallbackMethod', 'POST'); // a GET would put the signed parameters into the query
  }
  parameters.forEach(([name, value], index) => {
    form.set(`Parameter${index + 1}.Name`, name);
    form.set(`Parameter${index + 1}.Value`, value);
  });
  return form;
}

/**
 * Stops a conference's stream: `POST …/Streams/{name}` with `Status=stopped`.
 *
 * @param stream - its name or its SID
 * @returns `over` if the stream or the conference is gone
 * @throws RequestError
 */
export async function stopConferenceStream(
  config: SignalWireConfig,
  conferenceSid: string,
  deadline: AbortSignal,
  stream = conferenceStreamName(conferenceSid),
): Promise<'stopped' | 'over'> {
  try {
    await sendRequest(signalWireApi(config), {
      method: 'POST',
      path: conferencePath(config, conferenceSid, `/Streams/${encodeURIComponent(stream)}`),
      body: new URLSearchParams({ Status: 'stopped' }),
      schema: answer,
      deadline,
    });
    return 'stopped';
  } catch (error) {
    if (error instanceof StatusError && error.status === 404) return 'over';
    throw error;
  }
}
