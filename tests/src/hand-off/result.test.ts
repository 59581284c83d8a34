import { readResult } from '../../../src/hand-off/result';
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
