import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';

/** A new key and a self-signed certificate for a host. */
export async function makeCertificate(host = 'localhost'): Promise<{ key: string; cert: string }> {
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
          { type: 2, value: host },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key, cert };
}
