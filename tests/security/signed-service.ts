import { join } from 'node:path';
import { type LocalAsapp, startAsapp } from '../../tools/simulator/asapp/asapp';
import type { HttpAnswer, HttpRequest } from '../../tools/simulator/http/message';
import { startLocalService } from '../../tools/simulator/service/local-service';
import { createEdge } from '../../tools/simulator/twilio/edge';
import { signature } from '../../tools/simulator/twilio/signature';

export const ROOT = join(__dirname, '../..');
const AUTH_TOKEN = 'the-auth-token-of-these-tests';

export interface SignedService {
  readonly asapp: LocalAsapp;
  readonly logs: string[];
  /** `https://…`, for URLs to be signed. */
  readonly origin: string;
  /** Sends a request through the checks that Twilio makes before a function runs. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Posts form parameters, signed as Twilio signs them. */
  post(path: string, parameters: Record<string, string>): Promise<HttpAnswer>;
  /** Sends a body to the functions unchanged, past those checks: what a signature cannot keep out. */
  postRaw(path: string, body: string, contentType?: string): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export const form = (parameters: Record<string, string>) =>
  new URLSearchParams(parameters).toString();
const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';

/** A request as Twilio sends it, signed over this URL and these parameters. */
export function signed(url: string, parameters: Record<string, string>): HttpRequest {
  return {
    url,
    method: 'POST',
    headers: {
      'content-type': FORM,
      'x-twilio-signature': signature(AUTH_TOKEN, url, parameters),
    },
    body: form(parameters),
  };
}

/** The built functions behind the simulated edge, with a local ASAPP. */
export async function startSignedService(env: Record<string, string> = {}): Promise<SignedService> {
  const asapp = await startAsapp();
  const logs: string[] = [];
  const service = await startLocalService({
    baseDir: ROOT,
    functionsFolder: join(ROOT, 'dist/functions'),
    env: { ...asapp.env, AGENT_DESTINATION: '+15550103000', LOG_LEVEL: 'debug', ...env },
    onLog: (line) => logs.push(line),
  });
  const edge = createEdge({
    origin: service.origin,
    domainName: service.domainName,
    authToken: AUTH_TOKEN,
    publicPaths: service.publicPaths,
  });
  const origin = edge.publicOrigin;
  return {
    asapp,
    logs,
    origin,
    send: edge.send,
    post: (path, parameters) => edge.send(signed(origin + path, parameters)),
    async postRaw(path, body, contentType = FORM) {
      const answer = await fetch(service.origin + path, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body,
      });
      const headers = Object.fromEntries(answer.headers);
      return { status: answer.status, headers, body: await answer.text() };
    },
    async close() {
      await service.close();
      await asapp.close();
    },
  };
}
