import {
  readTranscriptionParameters,
  transcriptionOf,
} from '../../../src/transcription/parameters';
import { CALL, CALL_SID } from '../../support/runtime';

describe('the transcription parameters of a request', () => {
  test('are those that can travel in a URL', () => {
    const { value, problems } = readTranscriptionParameters({
      ...CALL,
      customerId: ' 4711 ',
      agentId: ['ann', 'bob'],
      language: 'es-US',
      trackMap: 'x'.repeat(257),
      redaction: '\u0000',
    });

    expect(value).toEqual({ customerId: '4711', language: 'es-US' });
    expect(problems).toEqual([
      'redaction must be text of at most 256 characters',
      'trackMap must be text of at most 256 characters',
    ]);
  });

  test('make a whole transcription, whose customer is the call by default', () => {
    expect(transcriptionOf(CALL_SID, {}, {}).value).toEqual({
      callSid: CALL_SID,
      customerId: CALL_SID,
      agentId: 'agent',
    });
    expect(transcriptionOf(CALL_SID, { customerId: '4711', agentId: 'ann' }, {}).value).toEqual({
      callSid: CALL_SID,
      customerId: '4711',
      agentId: 'ann',
    });
  });
});
