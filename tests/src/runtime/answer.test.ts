import { emptyTwiml, json, noContent, serverError, twiml } from '../../../src/runtime/answer';
import { answerOf } from '../../support/runtime';

describe('an answer', () => {
  test('of TwiML is its text, so that no copy of the library matters', () => {
    expect(answerOf(twiml({ toString: () => '<Response/>' }))).toEqual({
      status: 200,
      type: 'text/xml',
      body: '<Response/>',
    });
  });

  test('may be the end of a document', () => {
    expect(answerOf(emptyTwiml())).toEqual({
      status: 200,
      type: 'text/xml',
      body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    });
  });

  test('of JSON has the status it is given', () => {
    expect(answerOf(json(502, { error: null }))).toEqual({
      status: 502,
      type: 'application/json',
      body: '{"error":null}',
    });
  });

  test('to a status callback is empty', () => {
    expect(answerOf(noContent())).toMatchObject({ status: 204, body: '' });
  });

  test('to say that the service is broken has no words', () => {
    expect(answerOf(serverError())).toMatchObject({ status: 500, body: '' });
  });
});
