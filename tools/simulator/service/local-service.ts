import { createServer } from 'node:http';
import { join } from 'node:path';
import RequestClient from 'twilio/lib/base/RequestClient';
import { listen } from '../http/listen';
import { redirectConsole } from './redirect-console';
import { routesIn } from './routes';
import { LOCAL_DOMAIN, runtimeServer } from './runtime-server';

export interface ServiceOptions {
  /** The project's folder, from which `twilio` is loaded; default: the working directory. */
  readonly root?: string;
  /** Folder of the built functions, from the root; default: `dist/functions`. */
  readonly functions?: string;
  /** Folder of the assets, from the root; default: no assets. */
  readonly assets?: string;
  /** The service's variables; it sees nothing else of the environment. */
  readonly env: Record<string, string>;
  /** Twilio's REST API for the functions; default: the real one. */
  readonly twilioUrl?: string;
  /** Called with each line that the functions log; nothing is printed then. */
  readonly onLog?: (line: string) => void;
}

/** A service that can be called: where it listens, and its own name. */
export interface RunningService {
  /** For instance `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** The host in the URLs that Twilio requests and signs. */
  readonly domainName: string;
  /** Paths that need no signature, such as public functions and assets; all others are protected. */
  readonly publicPaths?: readonly string[];
}

export interface LocalService extends RunningService {
  readonly publicPaths: readonly string[];
  close(): Promise<void>;
}

/**
 * Runs built functions in this process, in the runtime handler's own local server: one warm process
 * that keeps its memory between requests, as the cloud's does. Works inside Jest.
 */
export async function startLocalService(options: ServiceOptions): Promise<LocalService> {
  const { root = process.cwd(), functions = 'dist/functions', assets, env } = options;
  const { twilioUrl, onLog } = options;
  const routes = {
    functions: routesIn(join(root, functions), '.js'),
    assets: assets === undefined ? [] : routesIn(join(root, assets)),
  };
  const runtime = runtimeServer(LOCAL_DOMAIN, { baseDir: root, env, routes });
  const releaseConsole = onLog === undefined ? () => {} : redirectConsole(onLog);
  const releaseTwilio =
    twilioUrl === undefined ? () => {} : redirectTwilio(env.ACCOUNT_SID ?? '', twilioUrl);
  const { port, close } = await listen(createServer(runtime.getApp()));
  const open = [...routes.functions, ...routes.assets].filter(({ access }) => access === 'public');
  return {
    origin: `http://127.0.0.1:${port}`,
    domainName: env.DOMAIN_NAME ?? LOCAL_DOMAIN,
    publicPaths: ['/', ...open.map(({ path }) => path)],
    async close() {
      releaseConsole();
      releaseTwilio();
      await close();
    },
  };
}

type Options<T> = Parameters<typeof RequestClient.prototype.request<T>>[0];

/** Where the requests of an account go, by its SID: several worlds may run in one process. */
const redirected = new Map<string, string>();
const { request: requestTwilio } = RequestClient.prototype;

/**
 * Sends the requests of an account to another server, for instance the local REST API: the client that
 * the runtime gives to the functions has no setting for it.
 *
 * @returns a function that stops it
 */
function redirectTwilio(accountSid: string, url: string): () => void {
  redirected.set(accountSid, url);
  RequestClient.prototype.request = function request<T>(this: RequestClient, options: Options<T>) {
    const base = redirected.get(options.username ?? '');
    const { hostname, pathname, search } = new URL(options.uri);
    // The host says which region is meant.
    const headers = { ...options.headers, host: hostname };
    const sent =
      base === undefined ? options : { ...options, headers, uri: `${base}${pathname}${search}` };
    return requestTwilio.call<RequestClient, [Options<T>], ReturnType<typeof requestTwilio<T>>>(
      this,
      sent,
    );
  };
  return () => {
    redirected.delete(accountSid);
    if (redirected.size === 0) RequestClient.prototype.request = requestTwilio;
  };
}
