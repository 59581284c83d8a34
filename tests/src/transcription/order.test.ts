import fc from 'fast-check';
import { readOrder, transcriptionOf } from '../../../src/transcription/order';
import { anyParameter } from '../../support/arbitrary';
import { CALL, CALL_SID } from '../../support/runtime';

describe('what a request says of a transcription', () => {
  test('is what it names, and nothing else', () => {
    const event = { ...CALL, customerId: 'c-1', language: 'es-US', plan: 'gold' };
    expect(readOrder(event)).toEqual({ customerId: 'c-1', language: 'es-US' });
  });

  test.each([['a', 'b'], { a: 'b' }, '', ' ', 'x'.repeat(501)])('is not %j', (agentId) => {
    expect(readOrder({ agentId })).toEqual({});
  });

  test('is always small enough to travel in a URL', () => {
    const names = ['customerId', 'agentId', 'language', 'redaction', 'detailedTokens', 'trackMap'];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), anyParameter), (event) => {
        for (const value of Object.values(readOrder(event))) {
          expect(value.length).toBeLessThanOrEqual(500);
        }
      }),
    );
  });
});

describe('a transcription', () => {
  test('is of the call itself as customer and of an agent, where nothing is said', () => {
    expect(transcriptionOf(CALL_SID, {}, {})).toEqual({
      values: { callSid: CALL_SID, customerId: CALL_SID, agentId: 'agent' },
      faults: [],
    });
  });

  test('is as the request says, else as configured', () => {
    const order = { agentId: 'a-1', language: 'es-US' };
    const environment = { TRANSCRIBE_LANGUAGE: 'en-US', TRANSCRIBE_REDACTION: 'unredacted' };
    expect(transcriptionOf(CALL_SID, order, environment).values).toMatchObject({
      agentId: 'a-1',
      language: 'es-US',
      redaction: 'unredacted',
    });
  });
});
