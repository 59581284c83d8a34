import { continueAfterFork, readAfterFork } from '../../../src/hand-off/after-fork';
import { readCall } from '../../../src/voice/call';
import { captureConsole } from '../../support/console';
import { invocationOf } from '../../support/invocation';
import { ACCOUNT_SID, answerOf, FLOW_SID, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

const written = captureConsole();
const AGENT = { AGENT_DESTINATION: 'client:agent' };

/** The TwiML of a call after `/transcribe`. */
function continued(event: Record<string, unknown>, isTranscribed = false) {
  const invocation = invocationOf(AGENT, { event });
  const twiml = new Twilio.twiml.VoiceResponse();
  twiml.start().stream({ url: 'wss://media.example/' });
  const opening = { twiml, parameters: { agentId: 'ann', language: 'es-US' } };
  const next = readAfterFork(invocation, readCall(invocation.event));
  const answer = continueAfterFork(invocation, next, isTranscribed ? opening : undefined);
  return parseTwiml(twimlOf(answerOf(answer)));
}

describe('a call after /transcribe', () => {
  test('is redirected to the TwiML at `next`', () => {
    const next = 'https://example.com/twiml?a=b&c=d';
    expect(element(continued({ next }), 'Redirect').text).toBe(next);
    expect(verbs(continued({ next }, true))).toEqual(['Start', 'Redirect']);
  });

  test('is redirected to a `next` that XML could not hold unencoded', () => {
    const next = 'https://example.com/é\u0000\ud800 ';
    expect(element(continued({ next }), 'Redirect').text).toBe(
      'https://example.com/%C3%A9%00%EF%BF%BD',
    );
  });

  test('returns to its flow, which learns whether it is transcribed', () => {
    const flow = `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}`;
    const event = { flowSid: FLOW_SID };
    expect(element(continued(event), 'Redirect').text).toBe(
      `${flow}?FlowEvent=return&transcribed=false`,
    );
    expect(element(continued(event, true), 'Redirect').text).toContain('&transcribed=true');
  });

  test('goes to a person, with the transcription noted in the action URL', () => {
    expect(element(continued({}), 'Identity').text).toBe('agent');
    const response = continued({}, true);
    expect(verbs(response)).toEqual(['Start', 'Dial']);
    expect(element(response, 'Client').attributes.statusCallback).toContain(
      '&agentId=ann&language=es-US#',
    );
    expect(element(response, 'Dial').attributes.action).toContain('&transcribed=1');
  });

  test.each([
    'http://example.com/',
    'example.com',
    'https://',
    'https://a b/',
    `https://example.com/${'x'.repeat(4_000)}`,
  ])('goes to a person, with an error in the log, if `next` is %j', (next) => {
    expect(element(continued({ next }), 'Identity').text).toBe('agent');
    expect(written.find('bad-request')).toMatchObject({ level: 'error' });
  });
});
