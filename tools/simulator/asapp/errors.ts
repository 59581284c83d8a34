import { randomUUID } from 'node:crypto';

const messages: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  413: 'Payload too large',
  422: 'Unprocessable entity',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Service unavailable',
};

/** ASAPP's error body; `code` is `<HTTP status>-<two digits>`, default: `01`. */
export function asappError(status: number, subcode = '01'): unknown {
  return {
    error: {
      requestId: randomUUID(),
      message: messages[status] ?? `Status ${status}`,
      code: `${status}-${subcode}`,
    },
  };
}
