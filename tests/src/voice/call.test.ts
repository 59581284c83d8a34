import { hasCallSid, isOver, readCall } from '../../../src/voice/call';
import { ACCOUNT_SID, CALL, CALL_SID } from '../../support/runtime';

describe('a call', () => {
  test('has what Twilio reports about it', () => {
    expect(readCall(CALL)).toEqual({
      callSid: CALL_SID,
      accountSid: ACCOUNT_SID,
      status: 'in-progress',
      from: '+15550001111',
      to: '+15550002222',
      direction: 'inbound',
      engagement: 1,
      isResumed: false,
      connectedAt: undefined,
      recording: undefined,
      line: undefined,
      voiceAgent: undefined,
      voiceAgentMode: undefined,
    });
  });

  test('has what our own URLs carry', () => {
    const event = {
      ...CALL,
      engagement: '2',
      resumed: '1',
      connectedAt: '1800000000',
      recording: `${CALL_SID}-1800000000000`,
      line: 'sales',
      voiceAgent: 'asapp',
      voiceAgentMode: 's2s',
    };
    expect(readCall(event)).toMatchObject({
      engagement: 2,
      isResumed: true,
      connectedAt: 1_800_000_000,
      recording: `${CALL_SID}-1800000000000`,
      line: 'SALES',
      voiceAgent: 'asapp',
      voiceAgentMode: 's2s',
    });
  });

  test.each(['1', 'true', `CA${'9'.repeat(32)}`, `${CALL_SID}-`, `${CALL_SID}-x`, `${CALL_SID}1`])(
    'has no recording named %p, which is not one of its own',
    (recording) => {
      expect(readCall({ ...CALL, recording }).recording).toBeUndefined();
    },
  );

  test('has the recording of the URL that has failed, at a fallback URL', () => {
    const ErrorUrl = `https://voice.example/hand-off?chain=&recording=${CALL_SID}-7`;
    expect(readCall({ ...CALL, ErrorUrl }).recording).toBe(`${CALL_SID}-7`);
    expect(readCall({ ...CALL, ErrorUrl: 'no URL' }).recording).toBeUndefined();
  });

  test.each(['0', '1'.repeat(16), '-1', '1.5', '2x', '', ' ', ['2', '3'], { a: '2' }, 2])(
    'is in its first engagement if the URL says %p',
    (engagement) => {
      expect(readCall({ engagement }).engagement).toBe(1);
    },
  );

  test.each(['1', '2', '100', '1795262908166'])(
    'is in engagement %s if the URL says so',
    (engagement) => {
      expect(readCall({ engagement }).engagement).toBe(Number(engagement));
    },
  );

  test.each(['a b', 'percent', 'x'.repeat(41), 'é', '\u0000', ['a', 'b']])(
    'has no line named %p, since no variable name could end in it',
    (line) => {
      expect(readCall({ line }).line).toBeUndefined();
    },
  );

  test.each(['a b', 'x'.repeat(451), 'é', '\u0001', '\ud800', ['a', 'b']])(
    'has no voice agent named %p',
    (voiceAgent) => {
      expect(readCall({ voiceAgent }).voiceAgent).toBeUndefined();
    },
  );

  test.each([
    [{}, undefined],
    [{ CallSid: 'CA1' }, undefined],
    [{ CallSid: [CALL_SID, CALL_SID] }, undefined],
    [{ CallSid: `${CALL_SID}/../../x` }, undefined],
    [{ CallSid: ` ${CALL_SID} ` }, CALL_SID],
  ])('of the event %p has the CallSid %p', (event, callSid) => {
    expect(readCall(event).callSid).toBe(callSid);
  });
});

describe('the end of a call', () => {
  test.each(['completed', 'busy', 'failed', 'no-answer', 'canceled', 'Completed'])(
    'has come if its status is %s',
    (CallStatus) => {
      expect(isOver(readCall({ CallStatus }))).toBe(true);
    },
  );

  test.each(['in-progress', 'ringing', 'queued', 'initiated', 'something-new', undefined])(
    'has not come if its status is %s',
    (CallStatus) => {
      expect(isOver(readCall({ CallStatus }))).toBe(false);
    },
  );
});

test('a call has a CallSid only if that is well-formed', () => {
  expect(hasCallSid(readCall(CALL))).toBe(true);
  expect(hasCallSid(readCall({ ...CALL, CallSid: 'x' }))).toBe(false);
});
