/** The service in its own process, so that its memory can be measured alone. */
import { startLocalService } from '../../simulator';
import { serve } from './child';
import type { Parameters } from './functions';

export type ServiceRequest = { readonly env: Parameters } | { readonly read: 'state' };

export interface ServiceState {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly domainName: string;
  readonly publicPaths: readonly string[];
  /** Bytes, after a full garbage collection. */
  readonly heap: number;
}

let service: Awaited<ReturnType<typeof startLocalService>> | undefined;

serve<ServiceRequest, ServiceState>(async (request) => {
  if ('env' in request) {
    service = await startLocalService({ env: { ...request.env }, onLog: () => {} });
  }
  if (!service) throw new Error('the service has not been started');
  const { origin, domainName, publicPaths } = service;
  global.gc?.();
  global.gc?.();
  const { heapUsed: heap } = process.memoryUsage();
  return { origin, domainName, publicPaths, heap };
});
