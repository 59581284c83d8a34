import { join } from 'node:path';
import { LOCAL_DOMAIN, runtimeServer } from '../../simulator';

/** What Twilio hands to a function beside its variables. */
export type Parameters = Readonly<Record<string, string>>;

/** What a function answered. */
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
 * Makes the globals of Twilio's runtime; loads `twilio`, as the runtime has done before any function.
 * What the functions log goes nowhere.
 */
export function prepareRuntime(): void {
  for (const level of ['log', 'info', 'warn', 'error'] as const) console[level] = () => {};
  runtimeServer(LOCAL_DOMAIN, {
    baseDir: process.cwd(),
    env: {},
    routes: { functions: [], assets: [] },
  });
}

/** Loads a function's file, anew if asked to; gives what calls it as the runtime does. */
export function loadFunction(folder: string, name: string, options: { anew?: boolean } = {}) {
  const file = join(process.cwd(), folder, `${name}.js`);
  if (options.anew) delete require.cache[require.resolve(file)];
  // Safe: a Twilio Function exports its handler.
  const { handler } = require(file) as { handler: Handler };
  return (env: Parameters, parameters: Parameters): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const context = { DOMAIN_NAME: LOCAL_DOMAIN, PATH: `/${name}`, ...env };
      const event = { request: { headers: {}, cookies: {} }, ...parameters };
      handler(context, event, (error, response) => {
        if (error) reject(error);
        else resolve(read(response));
      });
    });
}

function read(response: RuntimeResponse | string | undefined): Answer {
  if (typeof response !== 'object') return { status: 200, body: response ?? '' };
  const { statusCode = 200, body } = response;
  return { status: statusCode, body: body === undefined ? response.toString() : String(body) };
}
