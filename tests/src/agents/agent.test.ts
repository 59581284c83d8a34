import { isNamed } from '../../../src/agents/agent';
import { readCall } from '../../../src/voice/call';
import { CALL } from '../../support/runtime';

describe('a call', () => {
  test('is named by its SID, and by nothing else', () => {
    expect(isNamed(readCall(CALL))).toBe(true);
    expect(isNamed(readCall({ ...CALL, CallSid: 'x' }))).toBe(false);
  });
});
