import { hasCallSid } from '../../../src/agents/agent';
import { readCall } from '../../../src/voice/call';
import { CALL } from '../../support/runtime';

describe('a call', () => {
  test('is named by its SID, and by nothing else', () => {
    expect(hasCallSid(readCall(CALL))).toBe(true);
    expect(hasCallSid(readCall({ ...CALL, CallSid: 'x' }))).toBe(false);
  });
});
