import { readHandOffConfig } from '../../../src/hand-off/config';
import { readHandOff } from '../../../src/hand-off/hand-off';
import { nextDestination } from '../../../src/hand-off/next-destination';
import { transcribePerson } from '../../../src/hand-off/transcribe-person';
import { startAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { forEachTest } from '../../support/for-each-test';
import { learned } from '../../support/hand-off';
import { hang, sendJson } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';
import { answerOf, twimlOf } from '../../support/runtime';
import { hurry, useTestClock } from '../../support/time';
import { element, parseTwiml, verbs } from '../../support/twiml';

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
  const config = readHandOffConfig(variables, undefined).value;
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

  test('changes the agent in the transcript at the next person, without a second fork', async () => {
    const response = await handOff({ ...PERSON, transcribed: '1' });
    expect(verbs(response)).toEqual(['Dial']);
    expect(requested()).toEqual(['stop-streaming', 'start-streaming']);
    expect(element(response, 'Dial').attributes.action).toContain('&transcribed=1');
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
