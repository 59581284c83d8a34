import { randomUUID } from 'node:crypto';
import { FaultPlan, type HttpFault } from '../http/faults';
import { type Endpoint, type RequestRecord, startApi } from '../http/server';
import { type StreamSession, startMediaStreamServer } from '../media-stream/server';

const apiKey = 'local-clerk-key';
const inboxId = `AP${'0'.repeat(32)}`;
/** Frames of 20 ms after which Clerk's agent has said all it has to say. */
const TALK_FRAMES = 25;

type ClerkEndpoint = 'connect';

export interface LocalClerk {
  /** The variables that make the service use this Clerk. */
  env: { CLERK_API_HOST: string; CLERK_API_KEY: string; CLERK_INBOX_ID: string };
  /** PEM certificate of its media socket. */
  ca: string;
  requests: RequestRecord<ClerkEndpoint>[];
  /** The directions of the calls that were connected, in order. */
  directions: string[];
  sessions: StreamSession[];
  fault(fault: HttpFault, times?: number): void;
  close(): Promise<void>;
}

/** Clerk documents no form for the body of an error. */
const errorBody = (status: number) => ({ statusCode: status, message: 'Refused' });

/** Starts Clerk on loopback: the connector's API, and the media socket of its agent. */
export async function startLocalClerk(): Promise<LocalClerk> {
  const faults = new FaultPlan<ClerkEndpoint>();
  const directions: string[] = [];
  const paths = new Set<string>();
  const socket = await startMediaStreamServer({
    endsAfter: TALK_FRAMES,
    admits: (path) => paths.has(path),
  });
  const connect: Endpoint<ClerkEndpoint> = {
    name: 'connect',
    method: 'POST',
    path: /^\/public\/twilio-connector\/connect$/,
    answer({ body }) {
      const { inboxExternalId, direction } = JSON.parse(body);
      if (!['inbound', 'outbound'].includes(direction))
        return { status: 422, json: errorBody(422) };
      if (inboxExternalId !== inboxId) return { status: 404, json: errorBody(404) };
      directions.push(direction);
      const path = `/connect/${randomUUID()}`;
      paths.add(path);
      return { status: 201, json: { data: { connectUrl: socket.url + path } } };
    },
  };
  const api = await startApi({
    endpoints: [connect],
    faults,
    errorBody,
    gate: ({ headers }) =>
      headers.apikey === apiKey ? undefined : { status: 401, json: errorBody(401) },
  });
  return {
    env: { CLERK_API_HOST: api.url, CLERK_API_KEY: apiKey, CLERK_INBOX_ID: inboxId },
    ca: socket.ca,
    requests: api.requests,
    directions,
    sessions: socket.sessions,
    fault: (fault, times) => faults.set('connect', fault, times),
    async close() {
      await Promise.all([api.close(), socket.close()]);
    },
  };
}
