import { StatusError } from '../../../src/http/errors';
import {
  answerDone,
  answerFailure,
  answerRefusal,
  readTranscriptionRequest,
} from '../../../src/transcription/request';
import { answerOf, CALL_SID, jsonOf } from '../../support/runtime';

const LEG_SID = `CA${'9'.repeat(32)}`;
const REQUEST = { action: 'start', callSid: CALL_SID } as const;

describe('a request to start or stop', () => {
  test.each([
    [{ CallSid: CALL_SID }, CALL_SID],
    [{ CallSid: LEG_SID, ParentCallSid: CALL_SID }, CALL_SID],
    [{ CallSid: LEG_SID, ParentCallSid: LEG_SID, callSid: CALL_SID }, CALL_SID],
    [{ CallSid: 'x' }, undefined],
    [{}, undefined],
  ])('with %j is about the call %p', (event, callSid) => {
    expect(readTranscriptionRequest(event).callSid).toBe(callSid);
  });

  test.each([
    ['start', 'start'],
    ['stop', 'stop'],
    ['pause', undefined],
    [['start', 'stop'], undefined],
    [undefined, undefined],
  ])('with action %j is to %p', (action, expected) => {
    expect(readTranscriptionRequest({ action }).action).toBe(expected);
  });
});

describe('its answer', () => {
  test('has the same keys whatever happened', () => {
    const nothing = { action: undefined, callSid: undefined };
    const facts = { api: 'ASAPP', method: 'POST', path: '/x', status: 503, requestId: 'r-1' };
    const answers = [
      answerDone(REQUEST),
      answerRefusal(400, nothing, 'bad-action', 'action must be start or stop'),
      answerFailure(REQUEST, new StatusError(facts)),
    ].map(answerOf);
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 502]);
    expect(answers.map(jsonOf)).toEqual([
      { callSid: CALL_SID, action: 'start', done: true, error: null },
      {
        callSid: null,
        action: null,
        done: false,
        error: { code: 'bad-action', message: 'action must be start or stop', requestId: null },
      },
      {
        callSid: CALL_SID,
        action: 'start',
        done: false,
        error: { code: 'StatusError', message: expect.stringContaining('503'), requestId: 'r-1' },
      },
    ]);
  });

  test('is none for a fault of our own', () => {
    const fault = new TypeError('ours');
    expect(() => answerFailure(REQUEST, fault)).toThrow(fault);
  });
});
