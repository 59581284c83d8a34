import { handler } from '../../functions/whisper.protected';
import { decided, startAsapp } from '../support/asapp';
import { captureConsole } from '../support/console';
import { forEachTest } from '../support/for-each-test';
import { hang } from '../support/http-server';
import { CALL_SID, invoke, twimlOf } from '../support/runtime';
import { hurry, useTestClock } from '../support/time';
import { element, parseTwiml, verbs } from '../support/twiml';

const LEG = { CallSid: `CA${'9'.repeat(32)}`, callSid: CALL_SID, CallStatus: 'in-progress' };

const asapp = forEachTest(startAsapp);
const written = captureConsole();
useTestClock();
beforeEach(() => {
  asapp.callTransfer = decided('AGENT', {
    currentTaskName: 'refunds',
    transferVariables: { plan: 'gold' },
  });
});

async function answered(
  event: Record<string, unknown> = {},
  environment: Record<string, string> = {},
) {
  const variables = { ...asapp.environment, WHISPER_VARIABLES: 'plan', ...environment };
  return parseTwiml(twimlOf(await hurry(invoke(handler, { ...LEG, ...event }, variables))));
}

describe('/whisper', () => {
  test('tells the person what the agent learned', async () => {
    const response = await answered();
    expect(verbs(response)).toEqual(['Say']);
    expect(element(response, 'Say').text).toBe(
      'A call from the voice agent. Task: refunds. plan: gold.',
    );
    expect(asapp.requests[0]?.url).toContain(CALL_SID);
  });

  test('asks the person to press a key, and bridges only for 1', async () => {
    const question = await answered({}, { WHISPER_ACCEPT: 'true' });
    expect(verbs(question)).toEqual(['Gather', 'Hangup']);
    const requestCount = asapp.requests.length;
    expect(verbs(await answered({ accept: '1', Digits: '1' }))).toEqual([]);
    expect(verbs(await answered({ accept: '1', Digits: '2' }))).toEqual(['Hangup']);
    expect(verbs(await answered({ accept: '1' }))).toEqual(['Hangup']);
    expect(asapp.requests).toHaveLength(requestCount);
  });

  test('says in time what it can if ASAPP does not answer', async () => {
    asapp.callTransfer = hang;
    const startedAt = Date.now();
    const response = await answered();
    expect(Date.now() - startedAt).toBeLessThan(3_000); // by the test's own clock
    expect(element(response, 'Say').text).toBe('A call from the voice agent.');
  });

  test('says what it can after a bug in the function itself, and still asks for the key', async () => {
    jest.spyOn(console, 'log').mockImplementationOnce(() => {
      throw new Error('marked');
    });
    expect(verbs(await answered({}, { WHISPER_ACCEPT: 'true' }))).toEqual(['Gather', 'Hangup']);
    expect(written.find('function-failed')).toBeDefined();
  });
});
