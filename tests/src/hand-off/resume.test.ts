import { readHandOffConfig } from '../../../src/hand-off/config';
import { isResumable, resume } from '../../../src/hand-off/resume';
import { readCall } from '../../../src/voice/call';
import { OUTCOMES } from '../../../src/voice/outcome';
import { RETRIES } from '../../../src/voice/urls';
import { CALLER } from '../../support/hand-off';
import { answerOf, CALL, DOMAIN_NAME, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

const config = (RESUME_INTERRUPTED: string) => readHandOffConfig({ RESUME_INTERRUPTED }).value;

describe('resuming a call', () => {
  test.each(OUTCOMES)('after outcome %s happens only if it was interrupted', (outcome) => {
    expect(isResumable(CALLER, outcome, config('true'))).toBe(outcome === 'interrupted');
    expect(isResumable(CALLER, outcome, config('false'))).toBe(false);
  });

  test('happens only once in a row', () => {
    const second = readCall({ ...CALL, engagement: '2', resumed: '1' });
    expect(isResumable(second, 'interrupted', config('true'))).toBe(false);
  });

  test('sends it back to the agent as its next engagement', () => {
    const call = readCall({ ...CALL, line: 'sales', voiceAgent: 'asapp', voiceAgentMode: 's2s' });
    const response = parseTwiml(twimlOf(answerOf(resume(call, DOMAIN_NAME))));
    expect(verbs(response)).toEqual(['Redirect']);
    expect(element(response, 'Redirect').text).toBe(
      `https://${DOMAIN_NAME}/engage?engagement=2&resumed=1&line=SALES&voiceAgent=asapp&voiceAgentMode=s2s${RETRIES}`,
    );
  });
});
