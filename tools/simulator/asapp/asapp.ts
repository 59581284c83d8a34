import type { JsonAnswer } from '../http/answer';
import { localCertificate } from '../http/certificate';
import { FaultPlan, type HttpFault } from '../http/faults';
import { type Endpoint, type RequestRecord, startApi } from '../http/server';
import { CallTransfers, callTransferEndpoint } from './call-transfers';
import { asappError } from './errors';
import { type SocketFault, startMediaSocket } from './media-socket';
import { type AgentScript, ScriptBook, type StandardScript } from './script';
import { StreamingUrls, streamingUrlEndpoint, transcriptionUrlEndpoint } from './streaming-url';
import { summaryEndpoint } from './summaries';
import { TranscribedCalls } from './transcription/calls';
import { messagesEndpoint } from './transcription/messages';
import { startStreamingEndpoint, stopStreamingEndpoint } from './transcription/streaming';

export type AsappEndpoint =
  | 'streaming-url'
  | 'call-transfer'
  | 'health'
  | 'transcription-url'
  | 'start-streaming'
  | 'stop-streaming'
  | 'messages'
  | 'summary';

/** A streaming URL that the service must not use. */
export type StreamingUrlFault = 'ws-url' | 'url-with-query';

export interface AsappOptions {
  id?: string;
  secret?: string;
  /** What the agent does in calls without a script. */
  script?: StandardScript;
  /** Milliseconds since the epoch; decides when a streaming URL is too old, and a record is late. */
  now?: () => number;
  port?: number;
}

/** Called with a request, and with its answer unless a fault replaced it. */
export type AsappListener = (
  request: RequestRecord<AsappEndpoint>,
  answer: JsonAnswer | undefined,
) => void;

export interface LocalAsapp {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** The keys that are valid, by their id. */
  readonly keys: Map<string, string>;
  /** The variables that make the service use this ASAPP. */
  env: { ASAPP_API_HOST: string; ASAPP_API_ID: string; ASAPP_API_SECRET: string };
  /** PEM certificate of the media sockets, for clients to trust. */
  ca: string;
  requests: RequestRecord<AsappEndpoint>[];
  /** What was wrong with messages on the media sockets. */
  problems: string[];
  /** What AutoTranscribe knows of calls. */
  transcribed: TranscribedCalls;
  /** Media sockets that are open now. */
  openSockets(): number;
  /** One script per engagement of this call, in order; the last is for all that follow. */
  script(callSid: string, ...scripts: Partial<AgentScript>[]): void;
  /** Makes an endpoint fail, `times` times (default: for good). The newest fault comes first. */
  fault(endpoint: 'media' | 'fork', fault: SocketFault, times?: number): void;
  fault(
    endpoint: 'streaming-url' | 'transcription-url',
    fault: HttpFault | StreamingUrlFault,
    times?: number,
  ): void;
  fault(endpoint: AsappEndpoint, fault: HttpFault, times?: number): void;
  clearFaults(): void;
  /** Calls `listener` after each request; returns a function that stops this. */
  watch(listener: AsappListener): () => void;
  /** Calls `listener` with the first problem of each media socket; returns a function that stops this. */
  watchProblems(listener: (problem: string) => void): () => void;
  close(): Promise<void>;
}

/** Starts ASAPP on loopback: its HTTP API and the media socket of GenerativeAgent. */
export async function startLocalAsapp(options: AsappOptions = {}): Promise<LocalAsapp> {
  const { id = 'local-id', secret = 'local-secret', now = Date.now } = options;
  const keys = new Map([[id, secret]]);
  const faults = new FaultPlan<AsappEndpoint>();
  const socketFaults = new FaultPlan<'media' | 'fork', SocketFault>();
  const scripts = new ScriptBook(options.script);
  const transfers = new CallTransfers(now);
  const transcribed = new TranscribedCalls();
  const problems: string[] = [];
  const listeners = new Set<AsappListener>();
  const problemListeners = new Set<(problem: string) => void>();

  const { cert: ca } = await localCertificate();
  const socket = await startMediaSocket({
    faults: socketFaults,
    urls: () => urls,
    transcription: { urls: () => transcriptionUrls, calls: transcribed },
    scripts,
    transfers,
    report(text, isFirst) {
      problems.push(text);
      if (isFirst) for (const listener of problemListeners) listener(text);
    },
  });
  const origin = `wss://localhost:${socket.port}`;
  const urls = new StreamingUrls(origin, now);
  const transcriptionUrls = new StreamingUrls(origin, now, 'autotranscribe');
  const api = await startApi<AsappEndpoint>({
    endpoints: [
      streamingUrlEndpoint(urls),
      callTransferEndpoint(transfers),
      healthEndpoint,
      transcriptionUrlEndpoint(transcriptionUrls),
      startStreamingEndpoint(transcribed),
      stopStreamingEndpoint(transcribed),
      messagesEndpoint(transcribed),
      summaryEndpoint(transfers),
    ],
    faults,
    errorBody: asappError,
    gate: ({ headers }) => {
      const secretOf = keys.get(String(headers['asapp-api-id']));
      const isKnown = secretOf !== undefined && secretOf === headers['asapp-api-secret'];
      return isKnown ? undefined : { status: 401, json: asappError(401) };
    },
    onRequest: (record, answer) => {
      for (const listener of listeners) listener(record, answer);
    },
    ...(options.port !== undefined && { port: options.port }),
  });

  return {
    url: api.url,
    keys,
    env: { ASAPP_API_HOST: api.url, ASAPP_API_ID: id, ASAPP_API_SECRET: secret },
    ca,
    requests: api.requests,
    problems,
    transcribed,
    openSockets: socket.open,
    script: (callSid, ...each) => scripts.set(callSid, each),
    fault(
      endpoint: AsappEndpoint | 'media' | 'fork',
      fault: HttpFault | SocketFault | StreamingUrlFault,
      times?: number,
    ) {
      // The overloads of the interface have matched the fault with its endpoint.
      if (endpoint === 'media' || endpoint === 'fork')
        socketFaults.set(endpoint, fault as SocketFault, times);
      else faults.set(endpoint, urlFault(fault, urls) ?? (fault as HttpFault), times);
    },
    clearFaults() {
      faults.clear();
      socketFaults.clear();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watchProblems(listener) {
      problemListeners.add(listener);
      return () => problemListeners.delete(listener);
    },
    async close() {
      await Promise.all([api.close(), socket.close()]);
    },
  };
}

/** `GET /v1/health` */
const healthEndpoint: Endpoint<'health'> = {
  name: 'health',
  method: 'GET',
  path: /^\/v1\/health$/,
  answer: () => ({ status: 200, json: { healthCheck: 'SUCCESS' } }),
};

function urlFault(fault: unknown, urls: StreamingUrls): HttpFault | undefined {
  if (fault === 'ws-url') return { json: { streamingUrl: urls.issue().replace('wss:', 'ws:') } };
  if (fault === 'url-with-query') return { json: { streamingUrl: `${urls.issue()}?token=1` } };
  return undefined;
}
