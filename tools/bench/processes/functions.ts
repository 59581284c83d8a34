import { join } from 'node:path';
import { LOCAL_DOMAIN, routesIn, runtimeServer } from '../../simulator';

/** Variables of the service, or parameters of a request. */
export type Parameters = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface RuntimeResponse {
  readonly statusCode?: number;
  readonly body?: unknown;
  toString(): string;
}

type Callback = (error: unknown, response?: RuntimeResponse | string) => void;
type Handler = (context: object, event: object, callback: Callback) => unknown;

/**
 * Sets the globals of Twilio's runtime and loads `twilio`, as the runtime does before it loads a
 * function. What the functions log is thrown away.
 */
export function prepareRuntime(): void {
  for (const level of ['log', 'info', 'warn', 'error'] as const) console[level] = () => {};
  runtimeServer(LOCAL_DOMAIN, {
    baseDir: process.cwd(),
    env: {},
    routes: { functions: routesIn(join(process.cwd(), 'dist/functions'), '.js'), assets: [] },
  });
}

interface LoadOptions {
  /** Load the file again, so that the function forgets what it has cached. */
  readonly reload?: boolean;
}

/** Loads a function, and returns what calls it the way Twilio's runtime does. */
export function loadFunction(folder: string, name: string, { reload }: LoadOptions = {}) {
  const file = join(process.cwd(), folder, `${name}.js`);
  if (reload) delete require.cache[require.resolve(file)];
  // Safe: a Twilio Function exports its handler.
  const { handler } = require(file) as { handler: Handler };
  return (env: Parameters, parameters: Parameters): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const context = { DOMAIN_NAME: LOCAL_DOMAIN, PATH: `/${name}`, ...env };
      const event = { request: { headers: {}, cookies: {} }, ...parameters };
      handler(context, event, (error, response) => {
        if (error) reject(error);
        else resolve(readAnswer(response));
      });
    });
}

function readAnswer(response: RuntimeResponse | string | undefined): Answer {
  if (typeof response !== 'object') return { status: 200, body: response ?? '' };
  const { statusCode = 200, body } = response;
  return { status: statusCode, body: body === undefined ? response.toString() : String(body) };
}
