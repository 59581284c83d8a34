import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import { createServer } from 'node:net';

/** A server that listens on loopback; `close` also ends the connections that are open. */
export interface Listening {
  port: number;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1, on a free port by default.
 * Throws `PortInUse` if the port is taken.
 */
export function listen(server: Server | TlsServer, port = 0): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new PortInUse(port, { cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') {
        return reject(new Error('the server does not listen on a port'));
      }
      resolve({ port: address.port, close: () => close(server) });
    });
  });
}

/** Another program listens on the port. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
  readonly port: number;

  constructor(port: number, options?: ErrorOptions) {
    super(
      `port ${port} is in use by another program: stop it, or choose another port (--help)`,
      options,
    );
    this.port = port;
  }
}

/** Throws `PortInUse` if another program listens on this port, on any address. */
export function checkPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'EADDRINUSE' ? new PortInUse(port, { cause }) : cause);
    });
    probe.listen(port, () => probe.close(() => resolve()));
  });
}

function close(server: Server | TlsServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
