import { MESSAGES } from '../../../src/voice/messages';
import { RETRIES } from '../../../src/voice/urls';
import { handedOff } from '../../support/hand-off';
import { DOMAIN_NAME, FLOW_SID } from '../../support/runtime';
import { element, verbs } from '../../support/twiml';

const VOICEMAIL = { VOICEMAIL_CALLBACK_URL: 'https://example.com/voicemail' };

describe('a hand-off', () => {
  test('goes to the destination whose turn it is', () => {
    const { response, status } = handedOff({ chain: 'client:a sip:b@c.example', step: 1 });
    expect(element(response, 'Dial').children.map(({ name }) => name)).toEqual(['Sip']);
    expect(status).toBe('sip');
  });

  test('keeps its position, and all that later requests must know, in the URL', () => {
    const { response } = handedOff({
      chain: '+15551234567 voicemail',
      outcome: 'system',
      event: { engagement: '2', line: 'sales', voiceAgent: 'clerk' },
    });
    expect(element(response, 'Dial').attributes.action).toBe(
      `https://${DOMAIN_NAME}/hand-off?chain=%2B15551234567%20voicemail&step=0&outcome=system` +
        `&engagement=2&line=SALES&voiceAgent=clerk${RETRIES}`,
    );
  });

  test.each([
    ['completed', MESSAGES.en.goodbye],
    ['agent', MESSAGES.en.apology],
    ['failed', MESSAGES.en.apology],
    ['interrupted', MESSAGES.en.apology],
  ] as const)(
    'after the last destination ends a call with outcome %s in words',
    (outcome, words) => {
      const { response, status } = handedOff({ chain: 'client:a', step: 1, outcome });
      expect(verbs(response)).toEqual(['Say', 'Hangup']);
      expect(element(response, 'Say').text).toBe(words);
      expect(status).toBe('words');
    },
  );

  test('speaks the configured language', () => {
    const { response } = handedOff({ chain: '', environment: { SAY_LANGUAGE: 'es-ES' } });
    expect(element(response, 'Say')).toMatchObject({
      text: MESSAGES.es.apology,
      attributes: { language: 'es-ES' },
    });
  });

  test('ends in words for a step that no chain has', () => {
    expect(handedOff({ chain: 'client:a', step: 999 }).status).toBe('words');
  });
});

describe('a voicemail box that reaches somebody', () => {
  test('stands at the end of each chain', () => {
    const { response } = handedOff({ chain: 'client:a', environment: VOICEMAIL });
    expect(element(response, 'Dial').attributes.action).toContain(
      '?chain=client%3Aa%20voicemail&step=0',
    );
    expect(handedOff({ chain: 'client:a', step: 1, environment: VOICEMAIL }).status).toBe(
      'voicemail',
    );
    expect(handedOff({ chain: '', environment: VOICEMAIL }).status).toBe('voicemail');
  });

  test('is asked only once', () => {
    const chain = 'client:a voicemail';
    expect(handedOff({ chain, step: 2, environment: VOICEMAIL }).status).toBe('words');
  });

  test('is not needed by a finished conversation', () => {
    const { status } = handedOff({ chain: '', outcome: 'completed', environment: VOICEMAIL });
    expect(status).toBe('words');
  });
});

describe('a flow', () => {
  test('is passed over where the account is not known, and so has no URL', () => {
    const event = { AccountSid: '' };
    expect(handedOff({ chain: FLOW_SID, event }).status).toBe('words');
    expect(handedOff({ chain: `client:a ${FLOW_SID}`, event }).status).toBe('client');
    expect(handedOff({ chain: FLOW_SID, event, environment: VOICEMAIL }).status).toBe('voicemail');
  });
});
