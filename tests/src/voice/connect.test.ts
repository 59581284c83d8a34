import { readCall } from '../../../src/voice/call';
import { connectTwiml } from '../../../src/voice/connect';
import { readSpeech } from '../../../src/voice/speech';
import type { Return } from '../../../src/voice/studio';
import { RETRIES } from '../../../src/voice/urls';
import { ACCOUNT_SID, CALL, DOMAIN_NAME, FLOW_SID } from '../../support/runtime';
import { element, elements, parseTwiml, verbs } from '../../support/twiml';

const STREAM = {
  url: 'wss://media.example/token',
  parameters: { asapp_callTransferId: 'CA1', plan: '"<gold>" & more' },
  leftOut: [],
};
const FLOW: Return = { kind: 'flow', accountSid: ACCOUNT_SID, flowSid: FLOW_SID };

function connect(
  event: Record<string, unknown> = {},
  { returns = { kind: 'direct' }, greeting }: { returns?: Return; greeting?: string } = {},
) {
  const call = readCall({ ...CALL, ...event });
  const speech = readSpeech({}).value;
  const twiml = connectTwiml({
    call,
    stream: STREAM,
    returns,
    greeting,
    speech,
    domainName: DOMAIN_NAME,
  });
  return parseTwiml(twiml.toString());
}

describe('the TwiML of a connection', () => {
  test('has the stream, its parameters and its status callback', () => {
    const response = connect();
    expect(verbs(response)).toEqual(['Connect']);
    expect(element(response, 'Stream').attributes).toEqual({
      url: 'wss://media.example/token',
      statusCallback: `https://${DOMAIN_NAME}/stream-status`,
    });
    expect(elements(response, 'Parameter').map(({ attributes }) => attributes)).toEqual([
      { name: 'asapp_callTransferId', value: 'CA1' },
      { name: 'plan', value: '"<gold>" & more' },
    ]);
  });

  test('asks /call-complete at the end, with nothing that is as it always is', () => {
    expect(element(connect(), 'Connect').attributes).toEqual({
      action: `https://${DOMAIN_NAME}/call-complete${RETRIES}`,
    });
  });

  test('tells /call-complete the engagement, the line and the agent', () => {
    const event = { engagement: '2', line: 'sales', voiceAgent: 'clerk' };
    expect(element(connect(event), 'Connect').attributes.action).toBe(
      `https://${DOMAIN_NAME}/call-complete?engagement=2&line=SALES&voiceAgent=clerk${RETRIES}`,
    );
  });

  test('gives the call back to its flow by a Redirect, and has no action then', () => {
    const response = connect({}, { returns: FLOW });
    expect(verbs(response)).toEqual(['Connect', 'Redirect']);
    expect(element(response, 'Connect').attributes).toEqual({});
    expect(element(response, 'Redirect').text).toBe(
      `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}?FlowEvent=return&engagement=1`,
    );
  });

  test('ends after the stream where the flow cannot be found', () => {
    const response = connect({}, { returns: { kind: 'unreturned' } });
    expect(verbs(response)).toEqual(['Connect']);
    expect(element(response, 'Connect').attributes).toEqual({});
  });

  test('greets the caller at the first engagement only', () => {
    const first = connect({}, { greeting: 'Welcome & hello' });
    expect(verbs(first)).toEqual(['Say', 'Connect']);
    expect(element(first, 'Say').text).toBe('Welcome & hello');
    expect(verbs(connect({ engagement: '2' }, { greeting: 'Welcome' }))).toEqual(['Connect']);
  });
});
