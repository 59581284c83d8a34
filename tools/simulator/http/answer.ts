import type { ServerResponse } from 'node:http';
import type { HttpFault } from './faults';

/** What an endpoint answers: JSON, with a status. */
export interface JsonAnswer {
  status: number;
  json?: unknown;
  headers?: Record<string, string>;
}

/** A vendor's error body for a status. */
export type ErrorBodyOf = (status: number) => unknown;

/** Sends JSON; a status without content (204, 304) gets none. */
export function send(response: ServerResponse, { status, json, headers = {} }: JsonAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}

/**
 * Answers with a fault instead of the endpoint's own answer.
 * Returns false if the fault was only a delay and the endpoint should answer after all.
 */
export async function sendFault(
  response: ServerResponse,
  fault: HttpFault,
  errorBody: ErrorBodyOf,
): Promise<boolean> {
  if (typeof fault === 'number') {
    send(response, { status: fault, json: errorBody(fault) });
  } else if (fault === 'hang') {
    return true;
  } else if (fault === 'drip') {
    drip(response);
  } else if (fault === 'reset') {
    response.socket?.resetAndDestroy();
  } else if (fault === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Proxy</title><p>Please log in to the network.');
  } else if (fault === 'empty-object') {
    send(response, { status: 200, json: {} });
  } else if (fault === 'huge') {
    send(response, { status: 200, json: { padding: 'x'.repeat(16 * 1024 * 1024) } });
  } else if ('redirect' in fault) {
    send(response, { status: 302, headers: { location: fault.redirect } });
  } else if ('json' in fault) {
    send(response, { status: fault.status ?? 200, json: fault.json });
  } else {
    await new Promise((resolve) => setTimeout(resolve, fault.latencyMs));
    return fault.fault === undefined ? false : sendFault(response, fault.fault, errorBody);
  }
  return true;
}

/** A body that never ends: one space every 50 ms, until the other side gives up. */
function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{');
  const timer = setInterval(() => response.write(' '), 50);
  response.once('close', () => clearInterval(timer));
}
