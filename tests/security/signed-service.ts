import { join } from 'node:path';
import {
  type HttpAnswer,
  type HttpRequest,
  sendRequest,
  signedRequest,
  startWorld,
  type World,
} from '../../tools/simulator';

export const ROOT = join(__dirname, '../..');
const AUTH_TOKEN = 'the-auth-token-of-these-tests';

export interface SignedService extends World {
  /** Sends a body to the functions as it is, past the signature check: what a signature cannot keep out. */
  postRaw(path: string, body: string, contentType?: string): Promise<HttpAnswer>;
}

export const form = (parameters: Record<string, string>) =>
  new URLSearchParams(parameters).toString();
const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';

/** A request as Twilio sends it, signed over this URL and these parameters. */
export const signed = (url: string, parameters: Record<string, string>): HttpRequest =>
  signedRequest(AUTH_TOKEN, url, parameters);

/** The built functions behind the checks of the cloud, with a local ASAPP. */
export async function startSignedService(env: Record<string, string> = {}): Promise<SignedService> {
  const world = await startWorld({
    authToken: AUTH_TOKEN,
    env: { AGENT_DESTINATION: '+15550103000', LOG_LEVEL: 'debug', ...env },
  });
  return {
    ...world,
    postRaw: (path, body, contentType = FORM) =>
      sendRequest({
        url: world.service.origin + path,
        method: 'POST',
        headers: { 'content-type': contentType },
        body,
      }),
  };
}
