import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';

/** A key and a certificate for a host, made anew: only who gets `cert` trusts it. */
export async function makeCertificate(host = 'localhost'): Promise<{ key: string; cert: string }> {
  // Each has a name of its own: among several of one name, only the first would be trusted.
  const name = { name: 'commonName', value: randomUUID() };
  const { private: key, cert } = await generate([name], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: host },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key, cert };
}
