import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

let shared: Promise<Certificate> | undefined;

/**
 * The certificate of this process's servers on localhost. They share one, because making a context that
 * trusts another takes as long as a call.
 */
export function localCertificate(): Promise<Certificate> {
  shared ??= makeCertificate();
  return shared;
}

let context: SecureContext | undefined;

/** A server with that certificate, for clients that know it as `localhost`. */
export async function createLocalServer(): Promise<Server> {
  // Reading the key takes longer than a request.
  context ??= createSecureContext(await localCertificate());
  return createServer({ SNICallback: (_host, done) => done(null, context) });
}

/** A new key and a self-signed certificate for a host, or for several. */
export async function makeCertificate(
  host = 'localhost',
  ...others: string[]
): Promise<Certificate> {
  // A unique name: of several certificates with one name, only the first is trusted.
  const name = { name: 'commonName', value: randomUUID() };
  const { private: key, cert } = await generate([name], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...[host, ...others].map((value) => ({ type: 2, value }) as const),
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key, cert };
}
