import { inspect } from 'node:util';
import {
  BadAnswerError,
  CircuitOpenError,
  NetworkError,
  RequestError,
  StatusError,
  TimeoutError,
} from '../../../src/http/errors';

const FACTS = { api: 'ASAPP', method: 'GET', path: '/v1/health' };

describe('a request error', () => {
  test.each([
    [
      new NetworkError(FACTS, { code: 'ECONNRESET', message: 'socket hang up' }),
      'ASAPP GET /v1/health: no connection (ECONNRESET)',
    ],
    [
      new NetworkError(FACTS, { code: undefined, message: 'strange' }),
      'ASAPP GET /v1/health: no connection (reason unknown)',
    ],
    [new TimeoutError(FACTS), 'ASAPP GET /v1/health: no complete answer in time'],
    [new StatusError({ ...FACTS, status: 503 }), 'ASAPP GET /v1/health: HTTP 503'],
    [
      new StatusError({ ...FACTS, status: 429, code: '429-01', requestId: 'r-1' }),
      'ASAPP GET /v1/health: HTTP 429 (429-01, request r-1)',
    ],
    [new BadAnswerError(FACTS, 'the answer is not JSON'), 'the answer is not JSON'],
    [new CircuitOpenError(FACTS), 'no request sent, because the last ones all failed'],
  ])('says what failed: %s', (error, message) => {
    expect(error).toBeInstanceOf(RequestError);
    expect(error.message).toContain(message);
    expect(error.message).toContain('ASAPP GET /v1/health');
  });

  test.each([
    [429, true],
    [500, true],
    [503, true],
    [301, false],
    [400, false],
    [401, false],
    [404, false],
    [409, false],
    [422, false],
  ])('with HTTP status %d is transient: %s', (status, transient) => {
    expect(new StatusError({ ...FACTS, status }).transient).toBe(transient);
  });

  test('is transient if no answer came, but not if a bad one came or no request was sent', () => {
    const cause = { code: 'ECONNREFUSED', message: 'refused' };
    expect(new NetworkError(FACTS, cause).transient).toBe(true);
    expect(new TimeoutError(FACTS).transient).toBe(true);
    expect(new BadAnswerError(FACTS, 'x').transient).toBe(false);
    expect(new CircuitOpenError(FACTS).transient).toBe(false);
  });

  test('keeps the code and message of its cause, and shows them when it is inspected', () => {
    const cause = { code: 'ECONNRESET', message: 'socket hang up' };
    const error = new NetworkError(FACTS, cause);
    expect(error.cause).toEqual(cause);
    expect(error.facts.code).toBe('ECONNRESET');
    expect(inspect(error)).toContain('socket hang up');
  });
});
