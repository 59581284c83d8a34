import { nextDestination } from '../../../src/hand-off/next-destination';
import { createLog } from '../../../src/runtime/log';
import { MESSAGES } from '../../../src/voice/messages';
import { captureConsole } from '../../support/console';
import { handOffDetails, learned } from '../../support/hand-off';
import { answerOf, DOMAIN_NAME, twimlOf } from '../../support/runtime';
import { element, elements, parseTwiml, verbs } from '../../support/twiml';

const written = captureConsole();

function next(situation: Parameters<typeof handOffDetails>[0], opening?: 'opening') {
  const { config, context, ...handOff } = handOffDetails(situation);
  const twiml = new Twilio.twiml.VoiceResponse();
  twiml.start().stream({ url: 'wss://media.example/' });
  const invocation = { domainName: DOMAIN_NAME, log: createLog({}) };
  const answer = nextDestination(
    invocation,
    handOff,
    config,
    context,
    opening && { twiml, parameters: {} },
  );
  return parseTwiml(twimlOf(answerOf(answer)));
}

describe('the next destination', () => {
  test('is the first one of the chain, and the action URL has those that are left', () => {
    const response = next({ chain: 'sip:desk@pbx.example client:b' });
    expect(element(response, 'Dial').children.map(({ name }) => name)).toEqual(['Sip']);
    expect(element(response, 'Dial').attributes.action).toContain('?chain=client%3Ab&');
  });

  test('is logged by its kind, with the names but not the values of what was left out', () => {
    const context = learned({ name: '山田', plan: 'mark-of-a-value' });
    const response = next({ chain: 'sip:desk@pbx.example', context });
    expect(element(response, 'Sip').text).toContain('X-Plan=mark-of-a-value');
    expect(written.lines()).toEqual([
      {
        level: 'info',
        event: 'hand-off',
        engagement: 1,
        outcome: 'agent',
        status: 'sip',
        names: ['name'],
      },
    ]);
    expect(written.text()).not.toContain('mark-of-a-value');
  });

  test('comes after the verbs that fork the call, which the action URL records', () => {
    const response = next({ chain: 'client:a' }, 'opening');
    expect(verbs(response)).toEqual(['Start', 'Dial']);
    expect(element(response, 'Dial').attributes.action).toContain('&transcribed=1');
  });

  test.each([
    ['completed', { GOODBYE: 'off' }],
    ['failed', { APOLOGY: 'off' }],
  ] as const)('is no word after the outcome %s with %j', (outcome, environment) => {
    expect(verbs(next({ chain: '', outcome, environment }))).toEqual(['Hangup']);
  });

  test('is only the closed message with GOODBYE=off', () => {
    const environment = { OPEN_NOW: 'closed', GOODBYE: 'off' };
    expect(verbs(next({ chain: '', environment }))).toEqual(['Say', 'Hangup']);
  });

  test.each(['agent', 'failed'] as const)(
    'is a closed message and a goodbye if nobody is there at this hour: outcome %s',
    (outcome) => {
      const response = next({ chain: '', outcome, environment: { OPEN_NOW: 'closed' } });
      const { closed, goodbye } = MESSAGES.en;
      expect(elements(response, 'Say').map(({ text }) => text)).toEqual([closed, goodbye]);
      expect(verbs(response)).toEqual(['Say', 'Say', 'Hangup']);
    },
  );

  test('is only a goodbye at any hour after a finished conversation', () => {
    const environment = { OPEN_NOW: 'closed' };
    const response = next({ chain: '', outcome: 'completed', environment });
    expect(verbs(response)).toEqual(['Say', 'Hangup']);
    expect(element(response, 'Say').text).toBe(MESSAGES.en.goodbye);
  });

  test('is voicemail after the closed message while nobody is there', () => {
    const environment = { OPEN_NOW: 'closed', CLOSED_MESSAGE: 'Call on Monday.' };
    const response = next({ chain: 'voicemail', environment });
    const spoken = elements(response, 'Say').map(({ text }) => text);
    expect(spoken.slice(0, 2)).toEqual(['Call on Monday.', MESSAGES.en.voicemailPrompt]);
  });

  test('keeps a call marked as transcribed', () => {
    const response = next({ chain: 'client:a', isTranscribed: true });
    expect(verbs(response)).toEqual(['Dial']);
    expect(element(response, 'Dial').attributes.action).toContain('&transcribed=1');
  });
});

describe('a caller without a caller ID that Twilio takes', () => {
  test.each([
    ['+15551234567', 'client:ann', 'support'],
    ['+15551234567', 'sip:ann@pbx.example', 'sip:support@pbx.example'],
    ['sip:desk@pbx.example', 'client:ann', 'support'],
  ])('raises an alert that names CALLER_ID, on the way to %s from %s', (chain, From, To) => {
    next({ chain, event: { From, To } });
    expect(written.find('no-caller-id')).toMatchObject({
      level: 'error',
      problems: [expect.stringContaining('CALLER_ID')],
    });
    expect(written.text()).not.toMatch(/ann|support/);
  });

  test.each([
    ['client:bob', { From: 'client:ann', To: 'support' }, {}],
    ['queue:support', { From: 'client:ann', To: 'support' }, {}],
    ['+15551234567', { From: 'client:ann', To: '+15550002222' }, {}],
    ['+15551234567', { From: 'client:ann', To: 'support' }, { CALLER_ID: '+15550002222' }],
    ['+15551234567', { From: 'anonymous', To: 'support' }, {}],
  ])('raises none on the way to %s with %j and %j', (chain, event, environment) => {
    next({ chain, event, environment });
    expect(written.find('no-caller-id')).toBeUndefined();
  });
});

describe('a chain without destinations', () => {
  test.each([
    ['completed', MESSAGES.en.goodbye],
    ['agent', MESSAGES.en.apology],
    ['failed', MESSAGES.en.apology],
    ['interrupted', MESSAGES.en.apology],
  ] as const)('ends a call with outcome %s in spoken words', (outcome, words) => {
    const response = next({ chain: '', outcome });
    expect(verbs(response)).toEqual(['Say', 'Hangup']);
    expect(element(response, 'Say').text).toBe(words);
    expect(written.find('hand-off')).toMatchObject({ outcome, status: 'words' });
  });

  test('speaks the configured language', () => {
    const response = next({ chain: '', environment: { SAY_LANGUAGE: 'es-ES' } });
    expect(element(response, 'Say')).toMatchObject({
      text: MESSAGES.es.apology,
      attributes: { language: 'es-ES' },
    });
  });
});
