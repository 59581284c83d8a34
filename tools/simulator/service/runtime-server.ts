import type { LocalDevelopmentServer } from '@twilio/runtime-handler/dev';

/** The default name of a service here; deployed services have names of this form. */
export const LOCAL_DOMAIN = 'voice-agent-1234-dev.twil.io';

type Configuration = ConstructorParameters<typeof LocalDevelopmentServer>[1];

/**
 * The runtime handler's own local server, which also sets up the globals of a function: one process
 * that keeps its memory between requests, as the cloud's does. It does not listen yet.
 */
export function runtimeServer(
  domainName: string,
  configuration: Pick<Configuration, 'baseDir' | 'env' | 'routes'>,
): LocalDevelopmentServer {
  // Loaded here: it needs all of `twilio`, which most users of the simulator do not.
  const runtime: typeof import('@twilio/runtime-handler/dev') = require('@twilio/runtime-handler/dev');
  return new runtime.LocalDevelopmentServer(0, {
    ...configuration,
    url: `https://${domainName}`,
    port: 0,
    forkProcess: false,
    live: false,
    logs: false,
    detailedLogs: false,
    legacyMode: false,
    enableDebugLogs: false,
    appName: 'twilio-run',
  });
}
