import {
  emptyTwiml,
  json,
  noContent,
  redirect,
  serverError,
  twiml,
} from '../../../src/runtime/answer';
import { answerOf } from '../../support/runtime';

describe('an answer', () => {
  test('with TwiML is text, so it does not matter which copy of the library built it', () => {
    expect(answerOf(twiml({ toString: () => '<Response/>' }))).toEqual({
      status: 200,
      type: 'text/xml',
      body: '<Response/>',
    });
  });

  test('can be an empty TwiML document', () => {
    expect(answerOf(emptyTwiml())).toEqual({
      status: 200,
      type: 'text/xml',
      body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    });
  });

  test('with JSON has the given status', () => {
    expect(answerOf(json(502, { error: null }))).toEqual({
      status: 502,
      type: 'application/json',
      body: '{"error":null}',
    });
  });

  test('to a status callback is empty', () => {
    expect(answerOf(noContent())).toMatchObject({ status: 204, body: '' });
  });

  test('that leads elsewhere has no body', () => {
    expect(answerOf(redirect('https://example.com/'))).toMatchObject({ status: 302, body: '' });
  });

  test('that reports a broken service has no body', () => {
    expect(answerOf(serverError())).toMatchObject({ status: 500, body: '' });
  });
});
