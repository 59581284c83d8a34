import { readHandOffConfig } from '../../../src/hand-off/config';
import { readHandOff } from '../../../src/hand-off/hand-off';
import { nextDestination } from '../../../src/hand-off/next-destination';
import { transcribePerson } from '../../../src/hand-off/transcribe-person';
import { RETRIES } from '../../../src/voice/urls';
import { startAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { forEachTest } from '../../support/for-each-test';
import { learned } from '../../support/hand-off';
import { hang, sendJson } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';
import { answerOf, CALL_SID, DOMAIN_NAME, twimlOf } from '../../support/runtime';
import { hurry, useTestClock } from '../../support/time';
import { element, elements, parseTwiml, verbs } from '../../support/twiml';

const asapp = forEachTest(startAsapp);
captureConsole();
useTestClock();

/** Sends a call to the first destination of its chain, as `/hand-off` does. */
async function handOff(
  event: Record<string, unknown>,
  environment: Record<string, string> = { TRANSCRIBE_HAND_OFF: 'true' },
) {
  const variables = { ...asapp.environment, ...environment };
  const invocation = invocationOf(variables, { event });
  const config = readHandOffConfig(variables).value;
  const read = readHandOff(invocation.event, config);
  const opening = await hurry(transcribePerson(invocation, read));
  const answer = nextDestination(invocation, read, config, learned({ plan: 'gold' }), opening);
  return parseTwiml(twimlOf(answerOf(answer)));
}

const PERSON = { chain: 'sip:b@pbx.example voicemail', outcome: 'agent' };
const VOICEMAIL = { chain: 'voicemail', outcome: 'agent' };
const requested = () => asapp.requests.map(({ url }) => url?.split('/').at(-1));

describe('a hand-off', () => {
  test('is not transcribed unless TRANSCRIBE_HAND_OFF is set', async () => {
    expect(verbs(await handOff(PERSON, {}))).toEqual(['Dial']);
    expect(requested()).toEqual([]);
  });

  test('is transcribed from the first person on, with the destination as agent id', async () => {
    const response = await handOff(PERSON);
    expect(verbs(response)).toEqual(['Start', 'Dial']);
    expect(element(response, 'Stream').attributes.statusCallback).toContain(
      'agentId=sip%3Ab%40pbx.example',
    );
    expect(element(response, 'Dial').attributes.action).toContain('&transcribed=1');
    expect(element(response, 'Sip').text).toContain('X-Plan=gold');
  });

  test.each([
    ['Number', '+15551234567', '%2B15551234567'],
    ['Sip', 'sip:b@pbx.example', 'sip%3Ab%40pbx.example'],
    ['Client', 'client:bob', 'client%3Abob'],
  ])('is transcribed only when a person answers at a %s', async (noun, chain, agentId) => {
    for (const event of [{}, { transcribed: '1' }]) {
      const response = await handOff({ ...PERSON, chain, ...event });
      expect(element(response, noun).attributes).toMatchObject({
        statusCallback: `https://${DOMAIN_NAME}/transcription?action=start&callSid=${CALL_SID}&agentId=${agentId}${RETRIES}`,
        statusCallbackEvent: 'answered',
      });
      for (const { attributes } of elements(response, 'Stream')) {
        expect(attributes.statusCallback).toContain('&waitsForAnswer=1');
      }
    }
    expect(requested()).toEqual(['twilio-media-stream-url', 'stop-streaming']);
  });

  test('is transcribed from the start in a queue, which reports no answer', async () => {
    const response = await handOff({ ...PERSON, chain: 'queue:support' });
    expect(element(response, 'Stream').attributes.statusCallback).not.toContain('waitsForAnswer');
  });

  test('reports no answer if the call is not transcribed', async () => {
    expect(element(await handOff(PERSON, {}), 'Sip').attributes).toEqual({});
  });

  test('changes the agent in the transcript at the next queue, without a second fork', async () => {
    const response = await handOff({ ...PERSON, chain: 'queue:support', transcribed: '1' });
    expect(verbs(response)).toEqual(['Enqueue']);
    expect(requested()).toEqual(['stop-streaming', 'start-streaming']);
    expect(element(response, 'Enqueue').attributes.action).toContain('&transcribed=1');
  });

  test('stops for the next person, and keeps the options of the request that forked the call', async () => {
    const options = { agentId: 'ann', customerId: 'c-1', language: 'es-US' };
    const response = await handOff({ ...PERSON, transcribed: '1', ...options }, {});
    expect(requested()).toEqual(['stop-streaming']);
    const { statusCallback } = element(response, 'Sip').attributes;
    expect(statusCallback).toContain(
      '&customerId=c-1&agentId=sip%3Ab%40pbx.example&language=es-US#',
    );
    const { action } = element(response, 'Dial').attributes;
    expect(action).toContain('&transcribed=1&customerId=c-1&language=es-US#');
  });

  test('stops the transcription if the next destination is not a person', async () => {
    expect(verbs(await handOff({ ...VOICEMAIL, transcribed: '1' }))).toContain('Record');
    expect(requested()).toEqual(['stop-streaming']);
  });

  test('starts no transcription if the next destination is not a person', async () => {
    expect(verbs(await handOff(VOICEMAIL))).toContain('Record');
    expect(requested()).toEqual([]);
  });

  test.each([
    ['hangs', hang],
    ['refuses', sendJson(503, {})],
  ])('waits at most 1.2 s for a transcription if ASAPP %s', async (_fault, answer) => {
    Object.assign(asapp, { streamingUrl: answer, transcription: answer });
    const startedAt = Date.now();
    expect(verbs(await handOff(PERSON))).toEqual(['Dial']);
    expect(verbs(await handOff({ ...PERSON, transcribed: '1' }))).toEqual(['Dial']);
    expect(Date.now() - startedAt).toBeLessThan(2 * 1_600); // by the test's own clock
  });
});
