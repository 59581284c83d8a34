import { createServer } from 'node:net';
import { type LocalAsapp, startLocalAsapp } from '../asapp/asapp';
import { runToolkit } from '../service/toolkit';
import type { Task } from '../twilio/task';
import { hasRealAsapp, makeEnvFile, readEnvFile } from './environment';
import { type LocalPhone, localPhone } from './local-phone';
import { startLocalRest } from './local-rest';

/** Fictional numbers, so that a first call finds a person, or the next one who is free. */
const DEMO_PEOPLE = ['+15550103000', '+15550103001'];

/** Where a running `npm start` serves the functions, takes requests for calls, and shows the console. */
export const PORTS = { service: 3000, control: 3001, console: 3002 } as const;

export interface StartOptions {
  root: string;
  /** Where to serve the functions; default: a free port. */
  port?: number;
  onLog?: (line: string) => void;
}

/** The service and everything it needs, on this machine. */
export interface LocalWorld {
  phone: LocalPhone;
  /** `http://127.0.0.1:<port>` of the service. */
  origin: string;
  /** Absent if `.env` has credentials of the real ASAPP. */
  asapp: LocalAsapp | undefined;
  /** The tasks that TaskRouter has now. */
  allTasks(): readonly Task[];
  /** Whether `.env` has just been made. */
  madeEnvFile: boolean;
  /** The people to call if `.env` has no AGENT_DESTINATION; absent if it has one. */
  demoPeople: readonly string[] | undefined;
  close(): Promise<void>;
}

/** Starts the local ASAPP, if it is needed, and serves the functions that were built. */
export async function startAll({ root, port, onLog }: StartOptions): Promise<LocalWorld> {
  const madeEnvFile = makeEnvFile(root);
  const variables = readEnvFile(root);
  const asapp = hasRealAsapp(variables) ? undefined : await startLocalAsapp();
  const rest = await startLocalRest();
  rest.addWorkflows(variables);
  const closeAll = async () => {
    await rest.close();
    await asapp?.close();
  };
  const toolkit = await runToolkit({
    root,
    port: port ?? (await freePort()),
    env: { AGENT_DESTINATION: DEMO_PEOPLE.join(' '), ...variables, ...asapp?.env, ...rest.env },
    caFile: rest.caFile,
    ...(onLog !== undefined && { onLog }),
  }).catch(async (error: unknown) => {
    await closeAll();
    throw error;
  });
  return {
    phone: localPhone({
      service: toolkit,
      authToken: rest.env.AUTH_TOKEN,
      accountSid: rest.env.ACCOUNT_SID,
      asapp,
      freshService: toolkit.restart,
      onBegin: rest.addCall,
    }),
    origin: toolkit.origin,
    allTasks: rest.allTasks,
    asapp,
    madeEnvFile,
    demoPeople: variables.AGENT_DESTINATION === undefined ? DEMO_PEOPLE : undefined,
    async close() {
      await toolkit.close();
      await closeAll();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
