import { handler } from '../../functions/hand-off.protected';
import { MESSAGES } from '../../src/voice/messages';
import { decided, startAsapp, type TestAsapp } from '../support/asapp';
import { captureConsole } from '../support/console';
import { drip, hang, sendJson } from '../support/http-server';
import { CALL, CALL_SID, invoke, twimlOf } from '../support/runtime';
import { giveTimeBack, hurry, takeTime } from '../support/time';
import { element, parseTwiml, verbs } from '../support/twiml';

const CHAIN = 'client:first sip:second@pbx.example';

let asapp: TestAsapp;
const written = captureConsole();
beforeEach(async () => {
  takeTime();
  asapp = await startAsapp();
  asapp.callTransfer = decided('AGENT', { transferVariables: { plan: 'gold' } });
});
afterEach(async () => {
  giveTimeBack();
  await asapp.close();
});

async function ended(
  event: Record<string, unknown>,
  environment: Record<string, string> = asapp.environment,
) {
  const position = { chain: CHAIN, step: '0', outcome: 'agent' };
  const answer = invoke(handler, { ...CALL, ...position, ...event }, environment);
  return parseTwiml(twimlOf(await hurry(answer)));
}

describe('/hand-off', () => {
  test.each([
    { DialCallStatus: 'busy' },
    { DialCallStatus: 'no-answer', DialBridged: 'false' },
    { DialCallStatus: 'failed' },
    { DialCallStatus: 'completed', DialBridged: 'false' },
    { QueueResult: 'leave' },
    { QueueResult: 'queue-full' },
    { QueueResult: 'error' },
    { QueueResult: 'constructor' },
    {},
  ])('gives the next destination its turn, with the context, after %j', async (result) => {
    const response = await ended(result);
    expect(element(response, 'Sip').text).toContain('second@pbx.example?');
    expect(element(response, 'Sip').text).toContain('X-Plan=gold');
    expect(element(response, 'Dial').attributes.action).toContain('&step=1&outcome=agent#');
  });

  test.each([
    { DialCallStatus: 'completed', DialBridged: 'true' },
    { DialCallStatus: 'completed' },
    { QueueResult: 'bridged' },
  ])('ends the call where somebody had it: %j', async (result) => {
    expect(verbs(await ended(result))).toEqual(['Hangup']);
    expect(asapp.requests).toEqual([]);
  });

  test.each([
    { DialCallStatus: 'no-answer', CallStatus: 'completed' },
    { QueueResult: 'hangup' },
    { QueueResult: 'redirected' },
  ])('has nothing to do where the call is gone: %j', async (result) => {
    expect(verbs(await ended(result))).toEqual([]);
  });

  test('thanks for a message', async () => {
    const response = await ended({ RecordingUrl: 'https://api.twilio.com/x', Digits: '1' });
    expect(verbs(response)).toEqual(['Say', 'Hangup']);
    expect(element(response, 'Say').text).toBe(MESSAGES.en.voicemailThanks);
  });

  test('ends the chain with an apology, or with a voicemail that reaches somebody', async () => {
    expect(verbs(await ended({ step: '1' }))).toEqual(['Say', 'Hangup']);
    const environment = {
      ...asapp.environment,
      VOICEMAIL_CALLBACK_URL: 'https://example.com/voicemail',
    };
    expect(verbs(await ended({ step: '1' }, environment))).toEqual(['Say', 'Record']);
  });

  test('asks for the context of the engagement', async () => {
    await ended({ engagement: '2' });
    expect(asapp.requests[0]?.url).toContain(`${CALL_SID}-2`);
  });

  test.each([
    ['refuses', sendJson(503, {})],
    ['hangs', hang],
    ['drips', drip],
  ])('goes on without the context, in time, where ASAPP %s', async (_fault, answer) => {
    asapp.callTransfer = answer;
    const startedAt = Date.now();
    const response = await ended({ DialCallStatus: 'busy' });
    expect(Date.now() - startedAt).toBeLessThan(3_000); // by the test's own clock
    expect(element(response, 'Sip').text).toContain('second@pbx.example?X-Outcome=agent');
    expect(written.find('context-unknown')).toBeDefined();
  });

  test('goes on where it breaks by itself', async () => {
    jest.spyOn(console, 'log').mockImplementationOnce(() => {
      throw new Error('marked');
    });
    const response = await ended({ DialCallStatus: 'busy' });
    expect(element(response, 'Sip').text).toContain('second@pbx.example');
  });

  test('apologises where its URL was mangled', async () => {
    expect(verbs(await ended({ chain: ['a', 'b'], step: {} }))).toEqual(['Say', 'Hangup']);
  });
});
