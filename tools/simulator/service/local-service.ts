import { createServer } from 'node:http';
import { relative } from 'node:path';
import { fsHelpers } from '@twilio-labs/serverless-api';
import { listen } from '../http/listen';
import { captureConsole } from './console-capture';
import { redirectTwilio } from './redirect-twilio';
import { runtimeServer } from './runtime-server';

export interface ServiceOptions {
  /** Folder of the built functions, absolute. */
  functionsFolder: string;
  assetsFolder?: string;
  /** The service's variables; nothing else of the environment is seen by it. */
  env: Record<string, string>;
  /** The service's own name; what a deployed service is called unless told. */
  domainName?: string;
  /** Folder from which `twilio` is loaded; the project's unless told. */
  baseDir?: string;
  /** Twilio's REST API for the functions; the real one unless told. */
  twilioUrl?: string;
  /** Called with each line that the functions log; they are not printed then. */
  onLog?: (line: string) => void;
}

export interface LocalService {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  domainName: string;
  /** Paths that the cloud would serve without a signature: public functions and assets. */
  publicPaths: string[];
  close(): Promise<void>;
}

/**
 * Runs the functions in this process, in the runtime handler's own local server: one warm process
 * that keeps its memory between requests, as the cloud's does. Works inside Jest.
 */
export async function startLocalService(options: ServiceOptions): Promise<LocalService> {
  const { functionsFolder, assetsFolder, env, baseDir = process.cwd(), onLog } = options;
  const { twilioUrl, domainName = 'voice-agent-1234-dev.twil.io' } = options;
  // The toolkit takes folders relative to the base only.
  const within = (folder: string) => relative(baseDir, folder);
  const routes = await fsHelpers.getListOfFunctionsAndAssets(baseDir, {
    functionsFolderNames: [within(functionsFolder)],
    assetsFolderNames: assetsFolder === undefined ? [] : [within(assetsFolder)],
  });
  const runtime = runtimeServer(domainName, { baseDir, env, routes });
  const release = onLog === undefined ? () => {} : captureConsole(onLog);
  const restore = twilioUrl === undefined ? () => {} : redirectTwilio(twilioUrl);
  const { port, close } = await listen(createServer(runtime.getApp()));
  const open = [...routes.functions, ...routes.assets].filter(({ access }) => access === 'public');
  return {
    origin: `http://127.0.0.1:${port}`,
    domainName: env.DOMAIN_NAME ?? domainName,
    publicPaths: ['/', ...open.map(({ path }) => path)],
    async close() {
      release();
      restore();
      await close();
    },
  };
}
