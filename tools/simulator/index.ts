/**
 * The simulator's one entrance; README.md shows how to use it. Whatever takes long to load (compilers,
 * TLS certificates, Twilio's library) is loaded by the function that needs it, when it is called: by
 * `require`, since `import()` of TypeScript fails under tsx's hook for CommonJS.
 */

export type {
  AsappEndpoint,
  AsappOptions,
  LocalAsapp,
} from './asapp/asapp';
export { asappError } from './asapp/errors';
export type { SocketFault } from './asapp/media-socket';
export type { AgentScript } from './asapp/script';
export { streamingAnswer } from './asapp/transcription/streaming';
export { encode, silentFrame } from './audio/mulaw';
export type { LocalClerk } from './clerk/clerk';
export type { LocalCloud } from './cloud/start';
export type { HttpFault } from './http/faults';
export { checkPort, PortInUse } from './http/listen';
export { type HttpAnswer, type HttpRequest, xmlAnswer } from './http/message';
export { sendRequest } from './http/request';
export { LOCAL_LOG } from './local/log-file';
export type { MediaStreamServer } from './media-stream/server';
export type { Account } from './rest/account';
export type { RestCall } from './rest/calls';
export type { PhoneNumber } from './rest/numbers';
export type { TwilioProxy } from './rest/proxy';
export { Refusal } from './rest/refusal';
export {
  activeBuild,
  type Build,
  type LogEntry,
  type ServerlessEnvironment,
  type Version,
} from './rest/serverless/service';
export type { LocalTwilioRest } from './rest/start';
export type { LocalService } from './service/local-service';
export { redirectConsole } from './service/redirect-console';
export { LOCAL_DOMAIN, runtimeServer } from './service/runtime-server';
export type { Conference } from './signalwire/conference';
export type { LocalSignalWire } from './signalwire/signalwire';
export { signalWireSignature } from './signalwire/signature';
export { deliveredFlow } from './studio/delivered-flow';

import type { LocalStudio, StudioOptions } from './studio/studio';

export type { LocalStudio } from './studio/studio';
export { type Paint, painter } from './timeline/colour';
export { formatEvent } from './timeline/format';
export type { Alert } from './twilio/alert';
export type { End } from './twilio/call/ending';
export { type Answerer, answerers, type CallScript, moments } from './twilio/call/script';
export { createEdge } from './twilio/edge';
export { createLocalTwilio, type LocalTwilio, signedRequest } from './twilio/local-twilio';
export { type Host, type NetworkOptions, type Send, TAKES_OVER } from './twilio/network';
export type { CallOptions, CallReport } from './twilio/place-call';
export { answersTo, answerTo, dialled, spoken } from './twilio/report';
export { newSid } from './twilio/sid';
export type { Phone } from './twilio/stream/phone';
export type { Task } from './twilio/task';
export { readTwiml } from './twilio/twiml/parse';
export { startWorld, type World, type WorldOptions, type WorldParts } from './world';

/** Starts ASAPP on loopback: its HTTP API and its media sockets. */
export const startLocalAsapp: typeof import('./asapp/asapp').startLocalAsapp = (options) =>
  require('./asapp/asapp').startLocalAsapp(options);

/** Starts any server that takes media streams: it listens, and hangs up when it has heard enough. */
export const startMediaStreamServer: typeof import('./media-stream/server').startMediaStreamServer =
  (options) => require('./media-stream/server').startMediaStreamServer(options);

/** Starts a SignalWire space on loopback: its conferences, their REST API and their events. */
export const startLocalSignalWire: typeof import('./signalwire/signalwire').startLocalSignalWire = (
  options,
) => require('./signalwire/signalwire').startLocalSignalWire(options);

/** Starts Twilio's REST API on loopback, as far as this project uses it. */
export const startTwilioRest: typeof import('./rest/start').startTwilioRest = (options) =>
  require('./rest/start').startTwilioRest(options);

/** Starts an HTTP proxy that leads programs which call `*.twilio.com` to a local server. */
export const startTwilioProxy: typeof import('./rest/proxy').startTwilioProxy = (listener) =>
  require('./rest/proxy').startTwilioProxy(listener);

/** Makes a Studio that runs flows for the calls of a local Twilio, by `hosts`. */
export const startStudio = async (options: StudioOptions): Promise<LocalStudio> =>
  require('./studio/studio').createStudio(options);

/** Runs built functions in this process. */
export const startLocalService: typeof import('./service/local-service').startLocalService = (
  options,
) => require('./service/local-service').startLocalService(options);

/** The routes of the functions or assets in a folder, for `runtimeServer`. */
export const routesIn: typeof import('./service/routes').routesIn = (...folder) =>
  require('./service/routes').routesIn(...folder);

/** Runs what was deployed to the local REST API, as the cloud does. */
export const startCloud: typeof import('./cloud/start').startCloud = (...deployed) =>
  require('./cloud/start').startCloud(...deployed);
