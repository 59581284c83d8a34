import { randomUUID } from 'node:crypto';
import { FaultPlan, type HttpFault } from '../http/faults';
import type { HttpAnswer, HttpRequest } from '../http/message';
import { type RequestRecord, startApi } from '../http/server';
import { Conference } from './conference';
import { conferenceEndpoints, type SignalWireEndpoint, signalWireError } from './endpoints';
import { signalWireSignature } from './signature';

const projectId = randomUUID();
const apiToken = 'PTlocal';
const signingKey = 'local-signing-key';

export interface SignalWireOptions {
  /** Where conferences send their events: `https://…/conference-stream`. */
  eventUrl: string;
  /** Sends a request to the service. */
  send: (request: HttpRequest) => Promise<HttpAnswer>;
  /** PEM certificate of the servers that streams go to. */
  ca?: string;
}

export interface LocalSignalWire {
  /** The variables that make the service use this SignalWire. */
  env: Record<string, string>;
  conference(): Conference;
  requests: RequestRecord<SignalWireEndpoint>[];
  /** The forms with which streams were requested, in order. */
  forms: Record<string, string>[];
  /** What was sent to the service, with its answer's status, in order. */
  events: { event: string; status: number }[];
  /** Sends an event of a conference, signed; returns the status of the answer. */
  tell(conference: Conference, event: string): Promise<number>;
  /** A participant joins, and the service gets the event. */
  join(conference: Conference): Promise<void>;
  /** The conference ends, and the service gets the event. */
  end(conference: Conference): Promise<void>;
  /** Waits until streams that are opening have opened, and events under way have been answered. */
  settled(): Promise<void>;
  fault(endpoint: SignalWireEndpoint, fault: HttpFault, times?: number): void;
  close(): Promise<void>;
}

/** Starts a SignalWire space on loopback: conferences, their REST API, and the events that they send. */
export async function startLocalSignalWire(options: SignalWireOptions): Promise<LocalSignalWire> {
  const faults = new FaultPlan<SignalWireEndpoint>();
  const conferences = new Map<string, Conference>();
  const events: LocalSignalWire['events'] = [];
  const forms: Record<string, string>[] = [];
  const underWay: Promise<unknown>[] = [];

  async function post(url: string, parameters: Record<string, string>): Promise<number> {
    const { status } = await options.send({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-signalwire-signature': signalWireSignature(signingKey, url, parameters),
      },
      body: new URLSearchParams(parameters).toString(),
    });
    events.push({ event: parameters.StatusCallbackEvent ?? parameters.StreamEvent ?? '', status });
    return status;
  }

  const standard = ({ sid }: { sid: string }) => ({
    AccountSid: projectId,
    ConferenceSid: sid,
    Timestamp: new Date().toUTCString(),
  });
  const tell = (conference: Conference, event: string) =>
    post(options.eventUrl, {
      ...standard(conference),
      CallSid: conference.participants.at(-1) ?? '',
      FriendlyName: 'Room 1',
      EventName: event,
      StatusCallbackEvent: event,
      Muted: 'false',
      Hold: 'false',
    });

  const api = await startApi({
    endpoints: conferenceEndpoints({
      projectId,
      conferences,
      forms,
      ca: options.ca,
      report(url, sid, name, event, error) {
        const stream = { StreamName: name, StreamEvent: event, StreamTrack: 'both_tracks' };
        const parameters = {
          ...standard({ sid }),
          ...stream,
          ...(error && { StreamError: error }),
        };
        underWay.push(post(url, parameters));
      },
    }),
    faults,
    errorBody: signalWireError,
    gate: ({ headers }) => {
      const expected = Buffer.from(`${projectId}:${apiToken}`).toString('base64');
      return headers.authorization === `Basic ${expected}`
        ? undefined
        : { status: 401, json: signalWireError(401) };
    },
  });

  return {
    env: {
      SIGNALWIRE_API_HOST: api.url,
      SIGNALWIRE_PROJECT_ID: projectId,
      SIGNALWIRE_API_TOKEN: apiToken,
      SIGNALWIRE_SIGNING_KEY: signingKey,
    },
    requests: api.requests,
    forms,
    events,
    conference() {
      const conference = new Conference();
      conferences.set(conference.sid, conference);
      return conference;
    },
    tell,
    async join(conference) {
      for (const event of conference.join()) await tell(conference, event);
    },
    async end(conference) {
      conference.end();
      await tell(conference, 'conference-end');
    },
    async settled() {
      const streams = [...conferences.values()].flatMap((conference) => conference.streams);
      await Promise.all(streams.map(({ opened }) => opened));
      await Promise.all(underWay);
    },
    fault: (endpoint, fault, times) => faults.set(endpoint, fault, times),
    close: api.close,
  };
}
