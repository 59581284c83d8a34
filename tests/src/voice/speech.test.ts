import { MESSAGES } from '../../../src/voice/messages';
import { fill, readSpeech, say } from '../../../src/voice/speech';
import { element, parseTwiml } from '../../support/twiml';
import '../../support/runtime';

/** The `<Say>` of a text, with the voice of these variables. */
function spoken(text: string, environment: Record<string, string> = {}) {
  const response = new Twilio.twiml.VoiceResponse();
  say(response, readSpeech(environment).value, text);
  return element(parseTwiml(response.toString()), 'Say');
}

describe('speech', () => {
  test('has the voice of the account if nothing is configured', () => {
    expect(readSpeech({})).toEqual({
      value: { voice: undefined, language: undefined, messages: MESSAGES.en },
      problems: [],
    });
    expect(spoken('Hello').attributes).toEqual({});
  });

  test('has the configured voice and language, and the messages of that language', () => {
    const environment = { SAY_VOICE: 'Polly.Mia-Neural', SAY_LANGUAGE: 'es-MX' };
    expect(readSpeech(environment).value.messages).toBe(MESSAGES.es);
    expect(spoken('Hola', environment)).toMatchObject({
      attributes: { voice: 'Polly.Mia-Neural', language: 'es-MX' },
      text: 'Hola',
    });
  });

  test.each(['man', 'woman', 'Polly.Joanna-Generative', 'Google.en-US-Chirp3-HD-Aoede'])(
    'can have the voice %s',
    (SAY_VOICE) => {
      expect(readSpeech({ SAY_VOICE })).toMatchObject({
        value: { voice: SAY_VOICE },
        problems: [],
      });
    },
  );

  test.each(['Joanna', 'Polly.', 'Polly.Joanna Neural', 'Azure.x', 'man\u0001'])(
    'has the voice of the account instead of %p',
    (SAY_VOICE) => {
      const { value, problems } = readSpeech({ SAY_VOICE });
      expect(value.voice).toBeUndefined();
      expect(problems).toEqual([expect.stringMatching(/^SAY_VOICE must be/)]);
    },
  );

  test.each(['fr-FR', 'english', 'e', 'en_US', '__proto__'])(
    'is English instead of %p',
    (SAY_LANGUAGE) => {
      const { value, problems } = readSpeech({ SAY_LANGUAGE });
      expect(value).toMatchObject({ language: undefined, messages: MESSAGES.en });
      expect(problems).toEqual([expect.stringMatching(/^SAY_LANGUAGE must/)]);
    },
  );

  test('says any text, markup included, with a space for what XML cannot hold', () => {
    expect(spoken('a <b> & "c"\u0000d\ud800').text).toBe('a <b> & "c" d ');
  });
});

describe('a text with placeholders', () => {
  test('is filled in, whatever the value looks like', () => {
    expect(fill('You are number {position}.', { position: '$& {position}' })).toBe(
      'You are number $& {position}.',
    );
  });

  test('keeps a placeholder that has no value', () => {
    expect(fill('{a} {b}', { b: 'c' })).toBe('{a} c');
  });
});
