import { readOrder, transcriptionOf } from '../../../src/transcription/order';
import { CALL, CALL_SID } from '../../support/runtime';

describe('what a request says of a transcription', () => {
  test('is what can travel in a URL', () => {
    const { values, faults } = readOrder({
      ...CALL,
      customerId: ' 4711 ',
      agentId: ['ann', 'bob'],
      language: 'es-US',
      trackMap: 'x'.repeat(257),
      redaction: '\u0000',
    });

    expect(values).toEqual({ customerId: '4711', language: 'es-US' });
    expect(faults).toEqual([
      'redaction must be text of at most 256 characters',
      'trackMap must be text of at most 256 characters',
    ]);
  });

  test('becomes a whole transcription, with the call as the customer', () => {
    expect(transcriptionOf(CALL_SID, {}, {}).values).toEqual({
      callSid: CALL_SID,
      customerId: CALL_SID,
      agentId: 'agent',
    });
    expect(transcriptionOf(CALL_SID, { customerId: '4711', agentId: 'ann' }, {}).values).toEqual({
      callSid: CALL_SID,
      customerId: '4711',
      agentId: 'ann',
    });
  });
});
