/** The service in its own process, so that its memory can be measured alone. */
import { startLocalService } from '../../simulator';
import { serve } from './child';
import type { Parameters } from './functions';

export type ServiceRequest =
  /** `twilioUrl`: Twilio's REST API for the functions. */
  { readonly env: Parameters; readonly twilioUrl?: string } | { readonly read: 'state' };

export interface ServiceState {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly domainName: string;
  readonly publicPaths: readonly string[];
  /** Bytes, after a full garbage collection. */
  readonly heap: number;
  /** The calls, by CallSid, whose record was logged, and those whose record did not reach its receiver. */
  readonly recorded: readonly string[];
  readonly undelivered: readonly string[];
}

let service: Awaited<ReturnType<typeof startLocalService>> | undefined;
const recorded: string[] = [];
const undelivered: string[] = [];

function noteRecord(line: string): void {
  if (!line.includes('"call-record')) return;
  const { event, callSid } = JSON.parse(line);
  if (event === 'call-record') recorded.push(callSid);
  if (event === 'call-record-undelivered') undelivered.push(callSid);
}

serve<ServiceRequest, ServiceState>(async (request) => {
  if ('env' in request) {
    const { env, twilioUrl } = request;
    service = await startLocalService({
      env: { ...env },
      onLog: noteRecord,
      ...(twilioUrl !== undefined && { twilioUrl }),
    });
  }
  if (!service) throw new Error('the service has not been started');
  const { origin, domainName, publicPaths } = service;
  global.gc?.();
  global.gc?.();
  const { heapUsed: heap } = process.memoryUsage();
  return { origin, domainName, publicPaths, heap, recorded, undelivered };
});
