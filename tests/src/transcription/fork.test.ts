import { forkCallback, forkName, forkTwiml, readFork } from '../../../src/transcription/fork';
import { CALL_SID, DOMAIN_NAME } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

describe('the fork of a call', () => {
  test('copies both tracks, and tells its events what the transcription must know', () => {
    const twiml = forkTwiml('wss://media.example/t', { agentId: '+1 & 2' }, DOMAIN_NAME);
    const response = parseTwiml(twiml.toString());
    expect(verbs(response)).toEqual(['Start']);
    expect(element(response, 'Stream').attributes).toEqual({
      url: 'wss://media.example/t',
      name: 'transcription-1',
      track: 'both_tracks',
      statusCallback: `https://${DOMAIN_NAME}/stream-status?agentId=%2B1%20%26%202`,
    });
  });

  test('is recognised by its name', () => {
    const event = { CallSid: CALL_SID, StreamName: forkName(2), agentId: 'a-1' };
    expect(readFork(event)).toEqual({ callSid: CALL_SID, attempt: 2, order: { agentId: 'a-1' } });
  });

  test.each([
    {},
    { StreamName: 'MZ1' },
    { StreamName: 'transcription-0' },
    { StreamName: 'transcription-10' },
    { StreamName: 'my-transcription-1' },
    { StreamName: ['transcription-1', 'x'] },
    { StreamName: 'transcription-1', CallSid: 'x' },
  ])('is no stream with %j', (event) => {
    expect(readFork({ CallSid: CALL_SID, ...event })).toBeUndefined();
  });

  test('has a callback that holds any text', () => {
    const url = new URL(forkCallback(DOMAIN_NAME, { customerId: 'é&?\ud800' }));
    expect(url.searchParams.get('customerId')).toBe('é&?\ufffd');
  });
});
