import { LocalDevelopmentServer } from '@twilio/runtime-handler/dev';

type Configuration = ConstructorParameters<typeof LocalDevelopmentServer>[1];

/**
 * The runtime handler's own local server, which also sets up the globals of a function: one process
 * that keeps its memory between requests, as the cloud's does. It listens once it is told to.
 */
export function runtimeServer(
  domainName: string,
  configuration: Pick<Configuration, 'baseDir' | 'env' | 'routes'>,
): LocalDevelopmentServer {
  return new LocalDevelopmentServer(0, {
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
