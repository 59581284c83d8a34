import { createHmac } from 'node:crypto';

/**
 * `X-SignalWire-Signature` of a form post: HMAC-SHA1 with the project's signing key, in base64, over
 * the URL and then each parameter's name and value, in the order of the names.
 */
export function signalWireSignature(
  signingKey: string,
  url: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const names = Object.keys(parameters).sort();
  const signed = url + names.map((name) => name + parameters[name]).join('');
  return createHmac('sha1', signingKey).update(signed, 'utf8').digest('base64');
}
