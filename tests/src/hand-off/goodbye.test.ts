import { hangUp, sayGoodbye } from '../../../src/hand-off/goodbye';
import { readSpeech } from '../../../src/voice/speech';
import { answerOf, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

describe('the end of a call', () => {
  test('is a word and a hang-up', () => {
    const answer = answerOf(sayGoodbye(readSpeech({}).value, 'Bye & thanks'));
    const response = parseTwiml(twimlOf(answer));
    expect(verbs(response)).toEqual(['Say', 'Hangup']);
    expect(element(response, 'Say').text).toBe('Bye & thanks');
  });

  test('is a hang-up alone after a conversation with a person', () => {
    expect(verbs(parseTwiml(twimlOf(answerOf(hangUp()))))).toEqual(['Hangup']);
  });
});
