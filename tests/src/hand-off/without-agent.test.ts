import { withoutAgent } from '../../../src/hand-off/without-agent';
import { readCall } from '../../../src/voice/call';
import { captureConsole } from '../../support/console';
import { invocationOf } from '../../support/invocation';
import { answerOf, FLOW_SID, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

const written = captureConsole();

const OFF = { VOICE_AGENT_PERCENT: '0' };
const FLOW = { FlowEvent: 'return', flowSid: FLOW_SID };

/** The answer to a call that is not for the agent, and the problems found on the way. */
async function answered(environment: Record<string, string>, event: Record<string, unknown> = {}) {
  const invocation = invocationOf(environment, { event });
  const response = await withoutAgent(invocation, readCall(invocation.event));
  const twiml = response && parseTwiml(twimlOf(answerOf(response)));
  return { twiml, problems: invocation.problems };
}

describe('a call that is not in the share of the agent', () => {
  test('goes to AGENT_DESTINATION', async () => {
    const { twiml, problems } = await answered({ ...OFF, AGENT_DESTINATION: 'client:desk' });
    expect(twiml && element(twiml, 'Identity').text).toBe('desk');
    expect(problems).toEqual([]);
    expect(written.find('hand-off')).toMatchObject({ outcome: 'agent', status: 'client' });
  });

  test('goes to the fallback chain if AGENT_DESTINATION names nobody', async () => {
    const { twiml } = await answered({ ...OFF, FALLBACK_DESTINATION: 'client:desk' });
    expect(twiml && element(twiml, 'Identity').text).toBe('desk');
  });

  test('goes back to its flow, which knows whom to call, with the outcome agent', async () => {
    const { twiml, problems } = await answered(OFF, FLOW);
    expect(twiml && element(twiml, 'Redirect').text).toMatch(/&outcome=agent$/);
    expect(problems).toEqual([]);
  });

  test('hears when somebody is there again, and does not get the agent after all', async () => {
    const environment = { ...OFF, AGENT_DESTINATION: 'client:desk', OPEN_NOW: 'closed' };
    const { twiml, problems } = await answered(environment);
    expect(twiml && verbs(twiml)).toEqual(['Say', 'Say', 'Hangup']);
    expect(problems).toEqual([]);
  });

  test.each([
    ['AGENT_DESTINATION is not set', {}, {}],
    [
      'the only destination is a flow, which takes no calls that the account placed',
      { AGENT_DESTINATION: FLOW_SID },
      { Direction: 'outbound-api' },
    ],
  ])('gets the agent, which is a problem, if %s', async (_why, environment, event) => {
    expect(await answered({ ...OFF, ...environment }, event)).toEqual({
      twiml: undefined,
      problems: ['VOICE_AGENT_PERCENT counts as 100: AGENT_DESTINATION names nobody to dial'],
    });
  });
});
