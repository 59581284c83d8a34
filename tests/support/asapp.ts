import type { RequestListener } from 'node:http';
import type { AsappConfig } from '../../src/asapp/config';
import { type ReceivedRequest, sendJson, startServer } from './http-server';

/** What the ASAPP of a test answers. */
export interface AsappAnswers {
  streamingUrl: RequestListener;
  callTransfer: RequestListener;
  /** To start-streaming and stop-streaming. */
  transcription: RequestListener;
  summary: RequestListener;
}

export interface TestAsapp extends AsappAnswers {
  readonly config: AsappConfig;
  /** The variables that point the service to it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly requests: readonly ReceivedRequest[];
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

export const ASAPP_SECRET = 'marked-secret-of-asapp';
export const STREAMING_URL = 'wss://media.example/marked-token';

let keys = 0;

/** An ASAPP on loopback with a new key, so that no test shares a cache or a circuit with another. */
export async function startAsapp(): Promise<TestAsapp> {
  const server = await startServer((request, response) => {
    const { url = '' } = request;
    if (url.includes('/twilio-media-stream-url')) asapp.streamingUrl(request, response);
    else if (url.startsWith('/autosummary/')) asapp.summary(request, response);
    else if (url.startsWith('/mg-autotranscribe/')) asapp.transcription(request, response);
    else asapp.callTransfer(request, response);
  });
  const apiId = `marked-key-${process.pid}-${++keys}`;
  const asapp: TestAsapp = {
    config: { origin: server.origin, apiId, apiSecret: ASAPP_SECRET },
    environment: {
      ASAPP_API_HOST: server.origin,
      ASAPP_API_ID: apiId,
      ASAPP_API_SECRET: ASAPP_SECRET,
    },
    requests: server.requests,
    received: server.received,
    close: server.close,
    streamingUrl: sendJson(200, { streamingUrl: STREAMING_URL }),
    callTransfer: sendJson(200, { status: 'COMPLETED', outputContext: {} }),
    transcription: sendJson(200, { isOk: true }),
    summary: sendJson(404, {}),
  };
  return asapp;
}

/** ASAPP's answer for a call transfer that has ended with a decision. */
export function decided(
  transferType: string | undefined,
  outputContext: Readonly<Record<string, unknown>> = {},
): RequestListener {
  return sendJson(200, { status: 'COMPLETED', outputContext: { transferType, ...outputContext } });
}
