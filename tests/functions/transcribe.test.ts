import { handler } from '../../functions/transcribe.protected';
import { startAsapp } from '../support/asapp';
import { captureConsole } from '../support/console';
import { forEachTest } from '../support/for-each-test';
import { drip, hang, reset, sendJson, sendText } from '../support/http-server';
import { CALL, invoke, twimlOf } from '../support/runtime';
import { hurry, useTestClock } from '../support/time';
import { element, parseTwiml, verbs } from '../support/twiml';

const asapp = forEachTest(startAsapp);
const written = captureConsole();
useTestClock();

async function transcribe(event: Record<string, unknown> = {}) {
  const environment = { ...asapp.environment, AGENT_DESTINATION: 'client:agent' };
  const answer = invoke(handler, { ...CALL, ...event }, environment);
  return parseTwiml(twimlOf(await hurry(answer)));
}

describe('/transcribe', () => {
  test('forks the call and sends it to a person, who is the agent of the transcript', async () => {
    const response = await transcribe();
    expect(verbs(response)).toEqual(['Start', 'Dial']);
    expect(element(response, 'Stream').attributes.statusCallback).toContain(
      'agentId=client%3Aagent',
    );
  });

  test('takes the agent ID and the options from its URL', async () => {
    const response = await transcribe({
      agentId: 'a-1',
      language: 'es-US',
      next: 'https://e.example/',
    });
    expect(verbs(response)).toEqual(['Start', 'Redirect']);
    expect(element(response, 'Stream').attributes.statusCallback).toContain(
      '?agentId=a-1&language=es-US',
    );
  });

  test.each([
    ['refuses', sendJson(403, {})],
    ['answers HTML', sendText(200, '<html>')],
    ['resets the connection', reset],
    ['never answers', hang],
    ['never ends its answer', drip],
  ])('sends the call on in time without a transcription if ASAPP %s', async (_fault, answer) => {
    asapp.streamingUrl = answer;
    const startedAt = Date.now();
    expect(verbs(await transcribe())).toEqual(['Dial']);
    expect(Date.now() - startedAt).toBeLessThan(4_000); // by the test's own clock
    expect(written.find('untranscribed')).toBeDefined();
  });

  test('sends a call without a CallSid on, without a request to ASAPP', async () => {
    expect(verbs(await transcribe({ CallSid: 'x' }))).toEqual(['Dial']);
    expect(asapp.requests).toEqual([]);
  });

  test('does nothing for a call that is over', async () => {
    expect(verbs(await transcribe({ CallStatus: 'completed' }))).toEqual([]);
  });

  test('sends the call on after a bug in the function itself', async () => {
    jest.spyOn(console, 'log').mockImplementationOnce(() => {
      throw new Error('marked');
    });
    expect(verbs(await transcribe())).toEqual(['Dial']);
  });
});
