import type { CallContext } from '../../../src/voice/call-context';
import { RETRIES } from '../../../src/voice/urls';
import { handedOff, learned } from '../../support/hand-off';
import { CALL_SID, DOMAIN_NAME } from '../../support/runtime';
import { element, elements, verbs } from '../../support/twiml';

const NUMBER = '+15551234567';

describe('every Dial', () => {
  test.each([NUMBER, 'sip:a@b.example', 'client:alice'])(
    'to %s rings for 20 s and has /hand-off as its action',
    (chain) => {
      const dial = element(handedOff({ chain }).response, 'Dial');
      expect(dial.attributes).toEqual({
        action: `https://${DOMAIN_NAME}/hand-off?chain=&outcome=agent${RETRIES}`,
        timeout: '20',
      });
    },
  );

  test('shows the configured caller ID and rings as long as configured', () => {
    const environment = { CALLER_ID: '+15559990000', RING_SECONDS: '45' };
    const { response } = handedOff({ chain: NUMBER, environment });
    expect(element(response, 'Dial').attributes).toMatchObject({
      callerId: '+15559990000',
      timeout: '45',
    });
  });
});

describe('the caller ID of a Dial', () => {
  const callerId = (chain: string, event: Record<string, string>) =>
    element(handedOff({ chain, event }).response, 'Dial').attributes.callerId;
  const CALLED = { To: '+15550002222' };

  test.each([
    [NUMBER, 'client:ann', '+15550002222'],
    [NUMBER, 'sip:ann@pbx.example', '+15550002222'],
    [NUMBER, 'anonymous', '+15550002222'],
    [NUMBER, '+15550001111', undefined],
    [NUMBER, '', undefined],
    ['sip:desk@pbx.example', 'client:ann', '+15550002222'],
    ['sip:desk@pbx.example', 'sip:ann@pbx.example', undefined],
    ['client:bob', 'client:ann', undefined],
  ])('to %s for a call from %j is %s', (chain, From, expected) => {
    expect(callerId(chain, { ...CALLED, From })).toBe(expected);
  });

  test.each(['sip:support@pbx.example', 'support', ''])(
    'is not the called address %j, which is no number',
    (To) => expect(callerId(NUMBER, { From: 'client:ann', To })).toBeUndefined(),
  );

  test('is our own number on a call that this account placed to a SIP address', () => {
    const placed = { Direction: 'outbound-api', From: '+15550002222', To: 'sip:ann@pbx.example' };
    expect(callerId(NUMBER, placed)).toBe('+15550002222');
  });
});

describe('a Dial to a number', () => {
  test('has no whisper if there is nothing to say and nothing to ask', () => {
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
  ])('has a whisper if %s', (_case, more) => {
    const { response } = handedOff({ chain: NUMBER, ...more });
    expect(element(response, 'Number').attributes.url).toBe(
      `https://${DOMAIN_NAME}/whisper?callSid=${CALL_SID}${RETRIES}`,
    );
  });

  test('tells the whisper the first sentences of a summary, and to request one that was late', () => {
    const urlFor = (context: CallContext) =>
      element(handedOff({ chain: NUMBER, context }).response, 'Number').attributes.url;
    const summary = `They want a refund. ${'X'.repeat(200)}.`;
    expect(urlFor(learned({}, { summary }))).toBe(
      `https://${DOMAIN_NAME}/whisper?callSid=${CALL_SID}&summary=They%20want%20a%20refund.${RETRIES}`,
    );
    expect(urlFor(learned({}, { isSummaryLate: true }))).toBe(
      `https://${DOMAIN_NAME}/whisper?callSid=${CALL_SID}&summarize=1${RETRIES}`,
    );
    expect(urlFor(learned({}, { summary: 'x'.repeat(201) }))).toBeUndefined();
  });

  test('has no whisper with WHISPER=off, whatever there is to say or ask', () => {
    const environment = { WHISPER: 'off', WHISPER_VARIABLES: 'a', WHISPER_ACCEPT: 'true' };
    const context = learned({ a: 'b' }, { taskName: 'refunds' });
    const { response } = handedOff({ chain: NUMBER, environment, context });
    expect(element(response, 'Number').attributes).toEqual({});
    expect(element(response, 'Dial').attributes).not.toHaveProperty('answerOnBridge');
  });

  test.each([
    ['lets a caller hear ringing during the whisper', 'in-progress', 'true'],
    ['answers a call that is still ringing, before its network gives up', 'ringing', undefined],
  ])('%s', (_case, CallStatus, answerOnBridge) => {
    const environment = { WHISPER_ACCEPT: 'true' };
    const { response } = handedOff({ chain: NUMBER, environment, event: { CallStatus } });
    expect(element(response, 'Dial').attributes.answerOnBridge).toBe(answerOnBridge);
  });

  test('tells the whisper which engagement, line and agent it is about', () => {
    const { response } = handedOff({
      chain: NUMBER,
      environment: { WHISPER_ACCEPT: 'true' },
      event: { engagement: '2', line: 'sales', voiceAgent: 'clerk' },
    });
    expect(element(response, 'Number').attributes.url).toContain(
      `?callSid=${CALL_SID}&engagement=2&line=SALES&voiceAgent=clerk#`,
    );
  });
});

describe.each([
  ['a SIP address', 'sip:desk@pbx.example', 'Sip'],
  ['a client', 'client:alice', 'Client'],
])('a Dial to %s', (_name, chain, noun) => {
  test('has a whisper only if the person must accept', () => {
    const context = learned({ a: 'b' }, { taskName: 'refunds' });
    const environment = { WHISPER_VARIABLES: 'a' };
    const silent = handedOff({ chain, context, environment }).response;
    expect(element(silent, noun).attributes).toEqual({});
    expect(element(silent, 'Dial').attributes).not.toHaveProperty('answerOnBridge');

    const asking = { ...environment, WHISPER_ACCEPT: 'true' };
    const { response } = handedOff({ chain, context, environment: asking });
    expect(element(response, noun).attributes).toEqual({
      url: `https://${DOMAIN_NAME}/whisper?callSid=${CALL_SID}${RETRIES}`,
    });
    expect(element(response, 'Dial').attributes.answerOnBridge).toBe('true');
  });

  test('has none with WHISPER=off', () => {
    const environment = { WHISPER: 'off', WHISPER_ACCEPT: 'true' };
    const { response } = handedOff({ chain, environment });
    expect(element(response, noun).attributes).toEqual({});
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

  test('keeps the headers of the configured address', () => {
    const { response } = handedOff({ chain: 'sip:desk@pbx.example;transport=tls?X-Site=7' });
    expect(element(response, 'Sip').text).toBe(
      `sip:desk@pbx.example;transport=tls?X-Site=7&X-Outcome=agent&X-Conversation-Id=${CALL_SID}`,
    );
  });

  test('names the variables that no header can hold', () => {
    const context = learned({ name: '山田', plan: 'gold' });
    expect(handedOff({ chain: 'sip:desk@pbx.example', context }).leftOut).toEqual(['name']);
  });

  test('adds no question mark if no header fits', () => {
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

  test('leaves out what XML cannot hold', () => {
    const context = learned({ 'a\u0000': 'x', b: '\ud800', c: 'x' });
    const { response, leftOut } = handedOff({ chain: 'client:alice', context });
    expect(elements(response, 'Parameter').at(-1)?.attributes).toEqual({ name: 'c', value: 'x' });
    expect(leftOut).toEqual(['a\u0000', 'b']);
  });

  test('has parameters of at most 1023 characters together', () => {
    const used = 'outcome'.length + 'agent'.length + 'conversationId'.length + CALL_SID.length;
    const context = learned({
      a: 'x'.repeat(1_000 - used),
      bb: 'x'.repeat(22),
      c: '',
      d: 'y'.repeat(21),
    });
    expect(handedOff({ chain: 'client:alice', context }).leftOut).toEqual(['bb']);
  });
});

describe('a Dial to a number with digits', () => {
  test('sends them once somebody answers, and has a whisper all the same', () => {
    const context = learned({}, { taskName: 'refunds' });
    const { response } = handedOff({ chain: `${NUMBER}x12w#3`, context });
    expect(element(response, 'Number')).toMatchObject({
      text: NUMBER,
      attributes: { sendDigits: '12w#3', url: expect.stringContaining('/whisper?') },
    });
  });

  test('is written into the URL of the destination before it', () => {
    const { response } = handedOff({ chain: `client:ann ${NUMBER}x1#2` });
    const action = new URL(element(response, 'Dial').attributes.action ?? '');
    expect(action.searchParams.get('chain')).toBe(`${NUMBER}x1#2`);
  });
});

describe('a Dial to a SIP address that asks for a password', () => {
  const attributes = (environment: Record<string, string>) =>
    element(handedOff({ chain: 'sip:a@pbx.example', environment }).response, 'Sip').attributes;

  test('has the user name and the password, if both are set', () => {
    expect(attributes({ SIP_USERNAME: 'twilio', SIP_PASSWORD: 'a"b&c' })).toEqual({
      username: 'twilio',
      password: 'a"b&c',
    });
  });

  test.each([{}, { SIP_USERNAME: 'twilio' }, { SIP_PASSWORD: 'x' }])(
    'has neither with %j',
    (environment) => expect(attributes(environment)).toEqual({}),
  );
});
