import { RETRIES } from '../../../../src/voice/urls';
import { handedOff, learned } from '../../../support/hand-off';
import { CALL_SID, DOMAIN_NAME } from '../../../support/runtime';
import { element, elements, verbs } from '../../../support/twiml';

const NUMBER = '+15551234567';

describe('every Dial', () => {
  test.each([NUMBER, 'sip:a@b.example', 'client:alice'])(
    'to %s rings for a while, then asks /hand-off',
    (chain) => {
      const dial = element(handedOff({ chain }).response, 'Dial');
      expect(dial.attributes).toEqual({
        action: `https://${DOMAIN_NAME}/hand-off?chain=${encodeURIComponent(chain)}&step=0&outcome=agent${RETRIES}`,
        timeout: '20',
      });
    },
  );

  test('shows the configured caller id and rings as long as configured', () => {
    const environment = { CALLER_ID: '+15559990000', RING_SECONDS: '45' };
    const { response } = handedOff({ chain: NUMBER, environment });
    expect(element(response, 'Dial').attributes).toMatchObject({
      callerId: '+15559990000',
      timeout: '45',
    });
  });
});

describe('a Dial to a number', () => {
  test('has no whisper where there is nothing to say and nothing to ask', () => {
    const { response } = handedOff({ chain: NUMBER });
    expect(element(response, 'Number')).toMatchObject({ attributes: {}, text: NUMBER });
  });

  test.each([
    ['there is a task', { context: learned({}, { taskName: 'refunds' }) }],
    [
      'there is a variable to tell',
      { context: learned({ a: 'b' }), environment: { WHISPER_VARIABLES: 'a' } },
    ],
    ['the person must accept', { environment: { WHISPER_ACCEPT: 'true' } }],
  ])('has a whisper where %s', (_case, more) => {
    const { response } = handedOff({ chain: NUMBER, ...more });
    expect(element(response, 'Number').attributes.url).toBe(
      `https://${DOMAIN_NAME}/whisper?callSid=${CALL_SID}${RETRIES}`,
    );
  });

  test.each([
    ['lets a caller hear ringing until the whisper is over', 'in-progress', 'true'],
    ['answers a call that is still ringing, before its network gives it up', 'ringing', undefined],
  ])('%s', (_case, CallStatus, answerOnBridge) => {
    const environment = { WHISPER_ACCEPT: 'true' };
    const { response } = handedOff({ chain: NUMBER, environment, event: { CallStatus } });
    expect(element(response, 'Dial').attributes.answerOnBridge).toBe(answerOnBridge);
  });

  test('tells the whisper of which engagement and agent to speak', () => {
    const { response } = handedOff({
      chain: NUMBER,
      environment: { WHISPER_ACCEPT: 'true' },
      event: { engagement: '2', voiceAgent: 'clerk' },
    });
    expect(element(response, 'Number').attributes.url).toContain(
      `?callSid=${CALL_SID}&engagement=2&voiceAgent=clerk#`,
    );
  });
});

describe('a Dial to a SIP address', () => {
  test('carries the context in headers', () => {
    const context = learned({ next_action: 'a&b' }, { taskName: 'refunds' });
    const { response, leftOut } = handedOff({ chain: 'sip:desk@pbx.example', context });
    expect(element(response, 'Sip').text).toBe(
      `sip:desk@pbx.example?X-Outcome=agent&X-Conversation-Id=${CALL_SID}&X-Task-Name=refunds&X-Next-Action=a%26b`,
    );
    expect(leftOut).toEqual([]);
  });

  test('keeps the headers that the address has of its own', () => {
    const { response } = handedOff({ chain: 'sip:desk@pbx.example;transport=tls?X-Site=7' });
    expect(element(response, 'Sip').text).toBe(
      `sip:desk@pbx.example;transport=tls?X-Site=7&X-Outcome=agent&X-Conversation-Id=${CALL_SID}`,
    );
  });

  test('names what has no form in a header', () => {
    const context = learned({ name: '山田', plan: 'gold' });
    expect(handedOff({ chain: 'sip:desk@pbx.example', context }).leftOut).toEqual(['name']);
  });

  test('has no dangling question mark where no header fits', () => {
    const own = `X-Own=${'x'.repeat(1_020)}`;
    const { response, leftOut } = handedOff({ chain: `sip:desk@pbx.example?${own}` });
    expect(element(response, 'Sip').text).toBe(`sip:desk@pbx.example?${own}`);
    expect(leftOut).toEqual(['outcome', 'conversationId']);
  });
});

describe('a Dial to a client', () => {
  test('carries the context in parameters', () => {
    const context = learned({ name: '山田 <&>' });
    const { response } = handedOff({ chain: 'client:alice', context });
    expect(element(response, 'Identity').text).toBe('alice');
    expect(elements(response, 'Parameter').map(({ attributes }) => attributes)).toEqual([
      { name: 'outcome', value: 'agent' },
      { name: 'conversationId', value: CALL_SID },
      { name: 'name', value: '山田 <&>' },
    ]);
    expect(verbs(response)).toEqual(['Dial']);
  });
});
