import { CircuitOpenError, NotConfiguredError, StatusError } from '../../../src/http/errors';
import { createLog, errorFields, logFailure, readLogLevel } from '../../../src/runtime/log';
import { captureConsole } from '../../support/console';

describe('the log', () => {
  const written = captureConsole();

  test('writes one JSON object per line, base fields included', () => {
    createLog({}, { callSid: 'CA1' }).with({ engagement: 2 }).info('engaged', { ms: 12 });
    expect(written.text()).toBe(
      '{"level":"info","event":"engaged","callSid":"CA1","engagement":2,"ms":12}',
    );
  });

  test('writes nothing below its level', () => {
    const log = createLog({ LOG_LEVEL: 'warn' });
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(written.lines().map(({ level, event }) => [level, event])).toEqual([
      ['warn', 'c'],
      ['error', 'd'],
    ]);
  });

  test('is at level info if the level is absent or unknown', () => {
    for (const environment of [{}, { LOG_LEVEL: 'loud' }]) {
      const log = createLog(environment);
      log.debug('hidden');
      log.info('shown');
    }
    expect(written.lines().map(({ event }) => event)).toEqual(['shown', 'shown']);
  });

  test('writes nothing at all at level silent', () => {
    createLog({ LOG_LEVEL: 'silent' }).error('unheard');
    expect(written.text()).toBe('');
  });

  test('uses console.error for errors only, and console.warn for warnings only', () => {
    const log = createLog({ LOG_LEVEL: 'debug' });
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(console.log).toHaveBeenCalledTimes(2);
    expect(console.warn).toHaveBeenCalledTimes(1);
    expect(console.error).toHaveBeenCalledTimes(1);
  });

  test('leaves out every field that is not on its list', () => {
    const fields = { status: 500, secret: 'mark', From: '+15550001111' };
    createLog({}).info('engaged', fields);
    expect(written.lines()).toEqual([{ level: 'info', event: 'engaged', status: 500 }]);
  });

  test('leaves out undefined fields and empty lists', () => {
    createLog({}).info('engaged', { code: undefined, names: [], problems: ['x'] });
    expect(written.lines()).toEqual([{ level: 'info', event: 'engaged', problems: ['x'] }]);
  });

  test('keeps a line short, whatever is in its fields', () => {
    createLog({}).info('a', { code: 'x'.repeat(9_000), names: Array(900).fill('y'.repeat(900)) });
    const [line] = written.lines();
    expect(line?.code).toHaveLength(200);
    expect(line?.names).toHaveLength(50);
    expect(written.text().length).toBeLessThan(12_000);
  });

  test('keeps a line in one piece, whatever is in its fields', () => {
    createLog({}).info('a', { code: 'x\r\n{"level":"error"}\ud800' });
    expect(written.text()).not.toMatch(/[\r\n]/);
    expect(written.lines()).toHaveLength(1);
  });
});

test('an unknown LOG_LEVEL is reported and counts as info', () => {
  expect(readLogLevel({ LOG_LEVEL: 'chatty' })).toEqual({
    value: 'info',
    problems: ['LOG_LEVEL must be one of: debug, info, warn, error, silent'],
  });
});

describe('a logged failure', () => {
  const written = captureConsole();
  const FACTS = { api: 'ASAPP', method: 'GET', path: '/v1/health' };
  const fail = (error: unknown) => logFailure(createLog({}), 'agent-unreachable', error);

  test('has its status, its code and the request ID of the other system', () => {
    fail(new StatusError({ ...FACTS, status: 503, code: '503-01', requestId: 'r-1' }));
    expect(written.lines()).toEqual([
      { level: 'warn', event: 'agent-unreachable', status: 503, code: '503-01', requestId: 'r-1' },
    ]);
  });

  test('has the name of the error if there is no code', () => {
    fail(new StatusError({ ...FACTS, status: 500 }));
    fail(new CircuitOpenError(FACTS));
    fail(new NotConfiguredError('ASAPP'));
    const codes = written.lines().map(({ code }) => code);
    expect(codes).toEqual(['StatusError', 'circuit-open', 'not-configured']);
  });

  test.each([401, 403])('is an alert for status %d, since a person must fix the key', (status) => {
    fail(new StatusError({ ...FACTS, status }));
    expect(written.lines()).toMatchObject([{ level: 'error', status }]);
  });

  test('is rethrown if it is a bug in this service', () => {
    const bug = new TypeError('ours');
    expect(() => fail(bug)).toThrow(bug);
    expect(written.text()).toBe('');
  });
});

describe('a logged error', () => {
  test('has the name of the error and its first three stack frames', () => {
    const { code, problems } = errorFields(new TypeError('mark-of-a-value'));
    expect(code).toBe('TypeError');
    expect(problems).toHaveLength(3);
    expect(problems?.[0]).toContain('log.test.ts');
    expect(problems?.join()).not.toContain('mark-of-a-value');
  });

  test('leaves out a line of the message that looks like a stack frame', () => {
    const { problems } = errorFields(new Error('look\n    at +15550001111'));
    expect(problems?.join()).not.toContain('+15550001111');
  });

  test('may have no stack', () => {
    const error = new Error('x');
    delete error.stack;
    expect(errorFields(error)).toEqual({ code: 'Error', problems: [] });
  });

  test.each([
    [undefined, 'undefined'],
    [null, 'object'],
    ['mark-of-a-value', 'string'],
    [{ message: 'mark-of-a-value' }, 'object'],
  ])('that is not an Error, such as %p, has its type as the code', (thrown, code) => {
    expect(errorFields(thrown)).toEqual({ code });
  });
});
