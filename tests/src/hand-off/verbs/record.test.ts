import { MESSAGES } from '../../../../src/voice/messages';
import { RETRIES } from '../../../../src/voice/urls';
import { handedOff } from '../../../support/hand-off';
import { DOMAIN_NAME } from '../../../support/runtime';
import { element, verbs } from '../../../support/twiml';

describe('a voicemail', () => {
  test('is asked for, and has an action of its own: without one, Record would loop', () => {
    const { response } = handedOff({ chain: 'voicemail' });
    expect(verbs(response)).toEqual(['Say', 'Record']);
    expect(element(response, 'Say').text).toBe(MESSAGES.en.voicemailPrompt);
    expect(element(response, 'Record').attributes).toEqual({
      action: `https://${DOMAIN_NAME}/hand-off?chain=voicemail&step=0&outcome=agent${RETRIES}`,
      maxLength: '180',
      timeout: '5',
      playBeep: 'true',
    });
  });

  test('reaches somebody', () => {
    const environment = { VOICEMAIL_CALLBACK_URL: 'https://example.com/voicemail?a=b&c=d' };
    const { response } = handedOff({ chain: 'voicemail', environment });
    expect(element(response, 'Record').attributes.recordingStatusCallback).toBe(
      'https://example.com/voicemail?a=b&c=d',
    );
  });
});
