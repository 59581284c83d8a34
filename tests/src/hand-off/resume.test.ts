import { isResumable, resume } from '../../../src/hand-off/resume';
import { readCall } from '../../../src/voice/call';
import { OUTCOMES } from '../../../src/voice/outcome';
import { RETRIES } from '../../../src/voice/urls';
import { CALLER } from '../../support/hand-off';
import { answerOf, CALL, DOMAIN_NAME, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

describe('a call goes back to the agent', () => {
  test.each(OUTCOMES)('after outcome %s only where it was interrupted', (outcome) => {
    expect(isResumable(CALLER, outcome, true)).toBe(outcome === 'interrupted');
    expect(isResumable(CALLER, outcome, false)).toBe(false);
  });

  test('once only', () => {
    const second = readCall({ ...CALL, engagement: '2' });
    expect(isResumable(second, 'interrupted', true)).toBe(false);
  });

  test('as its next engagement, with what the URL must know', () => {
    const call = readCall({ ...CALL, line: 'sales', voiceAgent: 'clerk' });
    const response = parseTwiml(twimlOf(answerOf(resume(call, DOMAIN_NAME))));
    expect(verbs(response)).toEqual(['Redirect']);
    expect(element(response, 'Redirect').text).toBe(
      `https://${DOMAIN_NAME}/engage?engagement=2&line=SALES&voiceAgent=clerk${RETRIES}`,
    );
  });
});
