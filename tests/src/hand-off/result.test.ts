import { logResult, readResult } from '../../../src/hand-off/result';
import { captureConsole } from '../../support/console';
import { invocationOf } from '../../support/invocation';
import { CALL } from '../../support/runtime';

const result = (event: Record<string, unknown>) => readResult({ ...CALL, ...event });

describe('the result of a destination', () => {
  test.each([
    [{ DialCallStatus: 'completed', DialBridged: 'true' }, 'answered'],
    [{ DialCallStatus: 'completed', DialBridged: 'TRUE' }, 'answered'],
    [{ DialCallStatus: 'completed' }, 'answered'],
    [{ DialCallStatus: 'answered' }, 'answered'],
    [{ DialCallStatus: 'completed', DialBridged: 'false' }, 'unanswered'],
    [{ DialCallStatus: 'answered', DialBridged: 'false' }, 'unanswered'],
    [{ DialCallStatus: 'busy' }, 'unanswered'],
    [{ DialCallStatus: 'no-answer', DialBridged: 'false' }, 'unanswered'],
    [{ DialCallStatus: 'failed' }, 'unanswered'],
    [{ DialCallStatus: 'canceled' }, 'unanswered'],
    [{ DialCallStatus: 'new' }, 'unanswered'],
    [{}, 'unanswered'],
  ])('of a Dial with %j is %s', (event, expected) => {
    expect(result(event)).toBe(expected);
  });

  test.each([
    ['bridged', 'answered'],
    ['bridging-in-process', 'answered'],
    ['redirected-from-bridged', 'answered'],
    ['redirected', 'taken'],
    ['hangup', 'caller-gone'],
    ['leave', 'unanswered'],
    ['queue-full', 'unanswered'],
    ['error', 'unanswered'],
    ['system-error', 'unanswered'],
    ['new', 'unanswered'],
    ['constructor', 'unanswered'],
    ['toString', 'unanswered'],
    ['__proto__', 'unanswered'],
  ])('of an Enqueue with %s is %s', (QueueResult, expected) => {
    expect(result({ QueueResult })).toBe(expected);
  });

  test('of a Record with a recording is a message', () => {
    expect(result({ RecordingUrl: 'https://api.twilio.com/x', Digits: 'hangup' })).toBe('recorded');
  });

  test.each([
    { DialCallStatus: 'no-answer' },
    { DialCallStatus: 'completed', DialBridged: 'true' },
    { QueueResult: 'leave' },
    { RecordingUrl: 'https://api.twilio.com/x' },
  ])('is caller-gone if the call is over: %j', (event) => {
    expect(result({ ...event, CallStatus: 'completed' })).toBe('caller-gone');
  });
});

describe('what the log says about a destination', () => {
  const written = captureConsole();

  function logged(event: Record<string, unknown>) {
    const result = logResult(invocationOf({}, { event }), { outcome: 'agent' });
    expect(result).toBe('unanswered');
    return written.lines().at(-1);
  }
  const LINE = { level: 'info', event: 'hand-off-result', outcome: 'agent', status: 'unanswered' };

  test.each([
    [{ DialCallStatus: 'busy' }, { dialCallStatus: 'busy' }],
    [{ QueueResult: 'queue-full' }, { queueResult: 'queue-full' }],
    [
      { QueueResult: 'leave', QueueTime: '130' },
      { queueResult: 'leave', ms: 130_000 },
    ],
    [
      { DialCallStatus: 'failed', DialSipResponseCode: '486' },
      { dialCallStatus: 'failed', dialSipResponseCode: '486' },
    ],
    [{}, {}],
  ])('is what Twilio sent: %j', (event, fields) => {
    expect(logged(event)).toEqual({ ...LINE, ...fields });
  });

  test.each(['DialCallStatus', 'QueueResult', 'DialSipResponseCode'])(
    'has no %s that Twilio does not document',
    (name) => {
      for (const value of ['mark', '+15550001111', '799', '4860', ['busy'], 'constructor']) {
        expect(logged({ [name]: value })).toEqual(LINE);
      }
    },
  );

  test.each(['mark', '+15550001111', '1.5', '-1', ['7']])(
    'has no QueueTime such as %j',
    (value) => {
      expect(logged({ QueueTime: value })).toEqual(LINE);
    },
  );
});
