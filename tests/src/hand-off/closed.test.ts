import { closedWords } from '../../../src/hand-off/closed';
import { readHandOffConfig } from '../../../src/hand-off/config';
import { startHandOff } from '../../../src/hand-off/hand-off';
import { formatChain } from '../../../src/voice/chain';
import type { Outcome } from '../../../src/voice/outcome';
import { CALLER, learned } from '../../support/hand-off';
import { FLOW_SID, WORKFLOW_SID } from '../../support/runtime';
import { useTestClock } from '../../support/time';

useTestClock();

const CLOSED = { OPEN_NOW: 'closed' };
const VOICEMAIL = { VOICEMAIL_CALLBACK_URL: 'https://example.com/voicemail' };
const PEOPLE = `+15550003333 sip:a@b.example client:jo ${WORKFLOW_SID} queue:support`;

function chainOf(environment: Record<string, string>, outcome: Outcome = 'agent') {
  const { value: config } = readHandOffConfig(environment);
  return formatChain(startHandOff(CALLER, outcome, learned(), config).chain);
}

describe('a hand-off while closed', () => {
  test('skips whatever reaches people', () => {
    expect(chainOf({ AGENT_DESTINATION: PEOPLE, ...CLOSED })).toBe('');
    expect(chainOf({ AGENT_DESTINATION: PEOPLE })).toBe(PEOPLE);
  });

  test.each(['https://example.com/self-service', FLOW_SID, 'voicemail'])('keeps %s', (last) => {
    const AGENT_DESTINATION = `${PEOPLE} ${last}`;
    expect(chainOf({ AGENT_DESTINATION, CLOSED_DESTINATION: 'queue:night', ...CLOSED })).toBe(last);
  });

  test.each<Outcome>(['agent', 'system', 'failed', 'interrupted'])(
    'goes to CLOSED_DESTINATION if nothing is left: outcome %s',
    (outcome) => {
      const environment = { AGENT_DESTINATION: PEOPLE, CLOSED_DESTINATION: '+15550004444' };
      expect(chainOf({ ...environment, ...CLOSED }, outcome)).toBe('+15550004444');
      expect(chainOf({ CLOSED_DESTINATION: '+15550004444', ...CLOSED }, outcome)).toBe(
        '+15550004444',
      );
    },
  );

  test('ends with voicemail if that is configured', () => {
    const environment = { AGENT_DESTINATION: PEOPLE, ...CLOSED, ...VOICEMAIL };
    expect(chainOf(environment)).toBe('voicemail');
    expect(chainOf({ ...environment, CLOSED_DESTINATION: 'queue:night' })).toBe(
      'queue:night voicemail',
    );
  });

  test('leaves a finished conversation alone, unless a person was to come after it', () => {
    const environment = { AGENT_DESTINATION: PEOPLE, CLOSED_DESTINATION: 'queue:night', ...CLOSED };
    expect(chainOf(environment, 'completed')).toBe('');
    expect(chainOf(environment, 'caller-hung-up')).toBe('');
    const survey = { ...environment, COMPLETED_DESTINATION: 'queue:survey' };
    expect(chainOf(survey, 'completed')).toBe('queue:night');
  });
});

describe('the words while closed', () => {
  const HOURS = { OPENING_HOURS: 'mon-fri 08:00-18:00', TIME_ZONE: 'America/New_York' };

  function wordsOf(environment: Record<string, string>) {
    jest.setSystemTime(new Date('2026-11-21T12:00:00-05:00')); // a Saturday
    return closedWords(readHandOffConfig(environment).value);
  }

  test('are none while open', () => {
    expect(wordsOf({})).toBeUndefined();
    expect(wordsOf({ ...HOURS, OPEN_NOW: 'open' })).toBeUndefined();
  });

  test.each([
    [undefined, /We will be open again at 8:00 AM on Monday, November 23\.$/],
    ['en-GB', /We will be open again at 0?8:00 on Monday 23 November\.$/],
    ['es-US', /Volveremos a atenderle a las 8:00 a\. ?m\. del lunes, 23 de noviembre\.$/],
    ['en-x1', /We will be open again at 8:00 AM on Monday, November 23\.$/],
  ])('say when somebody is there again, in the language %s', (SAY_LANGUAGE, words) => {
    expect(wordsOf({ ...HOURS, ...(SAY_LANGUAGE && { SAY_LANGUAGE }) })).toMatch(words);
  });

  test('do not if nobody knows', () => {
    expect(wordsOf(CLOSED)).toBe('We are closed right now.');
  });

  test('are CLOSED_MESSAGE if it is set', () => {
    expect(wordsOf({ ...HOURS, CLOSED_MESSAGE: 'Call on Monday.' })).toBe('Call on Monday.');
  });

  test('are none with CLOSED_MESSAGE=off', () => {
    expect(wordsOf({ ...HOURS, CLOSED_MESSAGE: 'off' })).toBe('');
  });
});
