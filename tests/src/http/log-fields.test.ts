import { CircuitOpenError, StatusError } from '../../../src/http/errors';
import { logRequestError } from '../../../src/http/log-fields';
import { createLog } from '../../../src/runtime/log';
import { captureConsole } from '../../support/console';

const FACTS = { api: 'ASAPP', method: 'GET', path: '/v1/health' };

describe('the log of a failed request', () => {
  const written = captureConsole();

  test('has its status, its code and the id by which ASAPP can find it', () => {
    const error = new StatusError({ ...FACTS, status: 503, code: '503-01', requestId: 'r-1' });
    logRequestError(createLog({}), 'agent-unreachable', error);
    expect(written.lines()).toEqual([
      {
        level: 'warn',
        event: 'agent-unreachable',
        status: 503,
        code: '503-01',
        requestId: 'r-1',
      },
    ]);
  });

  test('has the name of the error where there is no code', () => {
    logRequestError(createLog({}), 'x', new StatusError({ ...FACTS, status: 500 }));
    logRequestError(createLog({}), 'x', new CircuitOpenError(FACTS));
    expect(written.lines().map(({ code }) => code)).toEqual(['StatusError', 'circuit-open']);
  });

  test.each([401, 403])('is an alert for status %d: a person must mend the key', (status) => {
    logRequestError(createLog({}), 'x', new StatusError({ ...FACTS, status }));
    expect(written.lines()).toMatchObject([{ level: 'error', status }]);
  });

  test('is none of a problem of our own, which goes on to where it is rescued', () => {
    const problem = new TypeError('ours');
    expect(() => logRequestError(createLog({}), 'x', problem)).toThrow(problem);
    expect(written.text()).toBe('');
  });
});
