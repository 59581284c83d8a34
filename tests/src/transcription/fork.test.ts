import { forkName, forkTwiml, readFork } from '../../../src/transcription/fork';
import { CALL_SID, DOMAIN_NAME } from '../../support/runtime';
import { element, parseTwiml } from '../../support/twiml';

const parameters = { agentId: '+15551234567', customerId: 'a b&c' };

describe('a fork', () => {
  test('streams both tracks, and its events carry its parameters', () => {
    const twiml = forkTwiml('wss://media.example/x', parameters, DOMAIN_NAME, false);

    const [start] = parseTwiml(twiml.toString()).children;
    const [stream] = start?.children ?? [];
    const { statusCallback = '', ...attributes } = stream?.attributes ?? {};
    expect(start?.name).toBe('Start');
    expect(attributes).toEqual({
      url: 'wss://media.example/x',
      name: 'transcription-1',
      track: 'both_tracks',
    });
    const { origin, pathname, searchParams } = new URL(statusCallback);
    expect(origin + pathname).toBe(`https://${DOMAIN_NAME}/stream-status`);
    expect(Object.fromEntries(searchParams)).toEqual(parameters);
    const event = { CallSid: CALL_SID, StreamName: 'transcription-1' };
    expect(readFork({ ...event, ...Object.fromEntries(searchParams) })).toEqual({
      callSid: CALL_SID,
      attempt: 1,
      parameters,
      waitsForAnswer: false,
    });
  });

  test('carries in its events that its transcription waits for an answer', () => {
    const twiml = forkTwiml('wss://media.example/x', parameters, DOMAIN_NAME, true);
    const { statusCallback = '' } = element(parseTwiml(twiml.toString()), 'Stream').attributes;
    const query = Object.fromEntries(new URL(statusCallback).searchParams);
    const event = { ...query, CallSid: CALL_SID, StreamName: 'transcription-1' };
    expect(readFork(event)).toMatchObject({ parameters, waitsForAnswer: true });
  });

  test.each([1, 2, 3])('carries attempt %p in its name', (attempt) => {
    const event = { CallSid: CALL_SID, StreamName: forkName(attempt) };

    expect(readFork(event)?.attempt).toBe(attempt);
  });

  test.each(['MZ1', '', 'transcription', 'transcription-0', 'transcription-12', 'Transcription-1'])(
    'is not recognized in a stream named %p',
    (StreamName) => {
      expect(readFork({ CallSid: CALL_SID, StreamName })).toBeUndefined();
    },
  );

  test('is not recognized without a valid CallSid', () => {
    expect(readFork({ CallSid: 'x', StreamName: 'transcription-1' })).toBeUndefined();
  });
});
