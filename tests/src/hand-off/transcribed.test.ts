import { readHandOffConfig } from '../../../src/hand-off/config';
import { readPosition } from '../../../src/hand-off/position';
import { handOnTranscribed } from '../../../src/hand-off/transcribed';
import { startAsapp, type TestAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { learned } from '../../support/hand-off';
import { hang, sendJson } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';
import { answerOf, twimlOf } from '../../support/runtime';
import { giveTimeBack, hurry, takeTime } from '../../support/time';
import { element, parseTwiml, verbs } from '../../support/twiml';

let asapp: TestAsapp;
captureConsole();
beforeEach(async () => {
  takeTime();
  asapp = await startAsapp();
});
afterEach(async () => {
  giveTimeBack();
  await asapp.close();
});

async function handOn(
  event: Record<string, unknown>,
  environment: Record<string, string> = { TRANSCRIBE_HAND_OFF: 'true' },
) {
  const variables = { ...asapp.environment, ...environment };
  const invocation = invocationOf(variables, { event });
  const config = readHandOffConfig(variables, undefined).value;
  const position = readPosition(invocation.event);
  const context = Promise.resolve(learned({ plan: 'gold' }));
  const answer = await hurry(handOnTranscribed(invocation, position, config, context));
  return parseTwiml(twimlOf(answerOf(answer)));
}

const CHAIN = { chain: 'client:a sip:b@pbx.example voicemail', outcome: 'agent' };
const asked = () => asapp.requests.map(({ url }) => url?.split('/').at(-1));

describe('a hand-off', () => {
  test('is not transcribed where nobody wants it', async () => {
    expect(verbs(await handOn({ ...CHAIN, step: '0' }, {}))).toEqual(['Dial']);
    expect(asked()).toEqual([]);
  });

  test('is transcribed from the first person on, under the name of that destination', async () => {
    const response = await handOn({ ...CHAIN, step: '0' });
    expect(verbs(response)).toEqual(['Start', 'Dial']);
    expect(element(response, 'Stream').attributes.statusCallback).toContain(
      'agentId=sip%3Ab%40pbx.example',
    );
    expect(element(response, 'Dial').attributes.action).toContain('&transcribed=1');
    expect(element(response, 'Sip').text).toContain('X-Plan=gold');
  });

  test('has another agent in the transcript at the next person, without another fork', async () => {
    const response = await handOn({ ...CHAIN, step: '0', transcribed: '1' });
    expect(verbs(response)).toEqual(['Dial']);
    expect(asked()).toEqual(['stop-streaming', 'start-streaming']);
    expect(element(response, 'Dial').attributes.action).toContain('&transcribed=1');
  });

  test('ends the transcription where no person is next', async () => {
    expect(verbs(await handOn({ ...CHAIN, step: '1', transcribed: '1' }))).toEqual([
      'Say',
      'Record',
    ]);
    expect(asked()).toEqual(['stop-streaming']);
  });

  test('begins none where no person is next', async () => {
    expect(verbs(await handOn({ ...CHAIN, step: '1' }))).toEqual(['Say', 'Record']);
    expect(asked()).toEqual([]);
  });

  test.each([
    ['hangs', hang],
    ['refuses', sendJson(503, {})],
  ])('is held up for a moment at most where ASAPP %s', async (_fault, answer) => {
    Object.assign(asapp, { streamingUrl: answer, transcription: answer });
    const startedAt = Date.now();
    expect(verbs(await handOn({ ...CHAIN, step: '0' }))).toEqual(['Dial']);
    expect(verbs(await handOn({ ...CHAIN, step: '0', transcribed: '1' }))).toEqual(['Dial']);
    expect(Date.now() - startedAt).toBeLessThan(2 * 1_600); // by the test's own clock
  });
});
