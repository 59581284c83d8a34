import { goOn, readOnward, rescueOnward } from '../../../src/hand-off/onward';
import { readCall } from '../../../src/voice/call';
import { captureConsole } from '../../support/console';
import { invocationOf } from '../../support/invocation';
import { ACCOUNT_SID, answerOf, FLOW_SID, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

const written = captureConsole();
const AGENT = { AGENT_DESTINATION: 'client:agent' };

/** Where a call goes on, as Twilio is told. */
function onward(event: Record<string, unknown>, isTranscribed = false) {
  const invocation = invocationOf(AGENT, { event });
  const beginning = new Twilio.twiml.VoiceResponse();
  beginning.start().stream({ url: 'wss://media.example/' });
  const way = readOnward(invocation, readCall(invocation.event));
  const answer = answerOf(goOn(invocation, way, isTranscribed ? beginning : undefined));
  return parseTwiml(twimlOf(answer));
}

describe('a call without a voice agent before it', () => {
  test('goes on to the given TwiML', () => {
    const next = 'https://example.com/twiml?a=b&c=d';
    expect(element(onward({ next }), 'Redirect').text).toBe(next);
    expect(verbs(onward({ next }, true))).toEqual(['Start', 'Redirect']);
  });

  test('goes on to the given TwiML where TwiML could not hold its URL as it was written', () => {
    const next = 'https://example.com/é\u0000\ud800 ';
    expect(element(onward({ next }), 'Redirect').text).toBe(
      'https://example.com/%C3%A9%00%EF%BF%BD',
    );
  });

  test('goes on to its flow, which learns whether it is transcribed', () => {
    const flow = `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}`;
    const event = { flowSid: FLOW_SID };
    expect(element(onward(event), 'Redirect').text).toBe(
      `${flow}?FlowEvent=return&transcribed=false`,
    );
    expect(element(onward(event, true), 'Redirect').text).toContain('&transcribed=true');
  });

  test('goes on to a person, whose turn ends knowing of the transcription', () => {
    expect(element(onward({}), 'Identity').text).toBe('agent');
    const response = onward({}, true);
    expect(verbs(response)).toEqual(['Start', 'Dial']);
    expect(element(response, 'Dial').attributes.action).toContain('&transcribed=1');
  });

  test.each([
    'http://example.com/',
    'example.com',
    'https://',
    'https://a b/',
    `https://example.com/${'x'.repeat(4_000)}`,
  ])('goes on to a person, and says so, where the given TwiML is at %j', (next) => {
    expect(element(onward({ next }), 'Identity').text).toBe('agent');
    expect(written.find('bad-request')).toMatchObject({ level: 'error' });
  });
});

describe('the rescue of such a call', () => {
  test('is its way without a transcription', () => {
    const invocation = invocationOf(AGENT, { event: { next: 'https://example.com/' } });
    const response = parseTwiml(twimlOf(answerOf(rescueOnward(invocation))));
    expect(verbs(response)).toEqual(['Redirect']);
  });

  test('is the fallback chain, be it an apology, where even that breaks', () => {
    const environment = {
      get AGENT_DESTINATION(): string {
        throw new Error('marked');
      },
    };
    const response = parseTwiml(twimlOf(answerOf(rescueOnward(invocationOf(environment)))));
    expect(verbs(response)).toEqual(['Say', 'Hangup']);
    expect(written.text()).not.toContain('marked');
  });
});
