import type { Endpoint } from '../http/server';

/** `GET /v1/health` */
export const healthEndpoint: Endpoint<'health'> = {
  name: 'health',
  method: 'GET',
  path: /^\/v1\/health$/,
  answer: () => ({ status: 200, json: { healthCheck: 'SUCCESS' } }),
};
