import { handler } from '../../functions/hand-off.protected';
import { MESSAGES } from '../../src/voice/messages';
import { decided, startAsapp } from '../support/asapp';
import { captureConsole } from '../support/console';
import { forEachTest } from '../support/for-each-test';
import { drip, hang, sendJson } from '../support/http-server';
import { CALL, CALL_SID, FLOW_SID, invoke, twimlOf } from '../support/runtime';
import { hurry, useTestClock } from '../support/time';
import { element, parseTwiml, verbs } from '../support/twiml';

const CHAIN = 'sip:second@pbx.example client:third';

const asapp = forEachTest(startAsapp);
const written = captureConsole();
useTestClock();
beforeEach(() => {
  asapp.callTransfer = decided('AGENT', { transferVariables: { plan: 'gold' } });
});

async function ended(
  event: Record<string, unknown>,
  environment: Record<string, string> = asapp.environment,
) {
  const handOff = { chain: CHAIN, outcome: 'agent' };
  const answer = invoke(handler, { ...CALL, ...handOff, ...event }, environment);
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
  ])('tries the next destination, with the context, after %j', async (result) => {
    const response = await ended(result);
    expect(element(response, 'Sip').text).toContain('second@pbx.example?');
    expect(element(response, 'Sip').text).toContain('X-Plan=gold');
    expect(element(response, 'Dial').attributes.action).toContain(
      '?chain=client%3Athird&outcome=agent#',
    );
  });

  test('calls somebody for a flow, which gets the call back if nobody answers', async () => {
    const dialled = await ended({ chain: '+15551234567x12', flowSid: FLOW_SID, engagement: '2' });
    const action = new URL(element(dialled, 'Dial').attributes.action ?? '');
    const asked = Object.fromEntries(action.searchParams);
    expect(asked).toEqual({ chain: '', outcome: 'agent', engagement: '2', flowSid: FLOW_SID });
    const unanswered = await ended({ ...asked, DialCallStatus: 'busy' });
    const back = new URL(element(unanswered, 'Redirect').text);
    expect(back.pathname).toContain(FLOW_SID);
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ FlowEvent: 'return' });
  });

  test.each(['FW1', 'mark'])('ends with words if the flow is %j', async (flowSid) => {
    const response = await ended({ chain: '', flowSid, DialCallStatus: 'busy' });
    expect(verbs(response)).toEqual(['Say', 'Hangup']);
  });

  test.each([
    { DialCallStatus: 'completed', DialBridged: 'true' },
    { DialCallStatus: 'completed' },
    { QueueResult: 'bridged' },
  ])('ends the call after somebody has taken it: %j', async (result) => {
    expect(verbs(await ended(result))).toEqual(['Hangup']);
    expect(asapp.requests).toEqual([]);
  });

  test.each([
    { DialCallStatus: 'no-answer', CallStatus: 'completed' },
    { QueueResult: 'hangup' },
    { QueueResult: 'redirected' },
  ])('does nothing for a call that is gone: %j', async (result) => {
    expect(verbs(await ended(result))).toEqual([]);
  });

  test('thanks the caller for a message', async () => {
    const response = await ended({ RecordingUrl: 'https://api.twilio.com/x', Digits: '1' });
    expect(verbs(response)).toEqual(['Say', 'Hangup']);
    expect(element(response, 'Say').text).toBe(MESSAGES.en.voicemailThanks);
  });

  test('apologizes if no destination is left', async () => {
    expect(verbs(await ended({ chain: '' }))).toEqual(['Say', 'Hangup']);
  });

  test('keeps the chain of a call that is under way, whatever the variables say now', async () => {
    const environment = {
      ...asapp.environment,
      AGENT_DESTINATION: 'client:new',
      FALLBACK_DESTINATION: 'client:new',
      VOICEMAIL_CALLBACK_URL: 'https://example.com/voicemail',
    };
    expect(verbs(await ended({ chain: '' }, environment))).toEqual(['Say', 'Hangup']);
    expect(element(await ended({}, environment), 'Sip').text).toContain('second@pbx.example');
  });

  test.each([
    ['is missing', { chain: undefined }],
    ['is mangled', { chain: ['a', 'b'] }],
    ['is from version 0.1', { chain: 'client:first client:second', step: '0' }],
  ])('uses the fallback chain if the chain in its URL %s', async (_case, event) => {
    const environment = { ...asapp.environment, FALLBACK_DESTINATION: 'client:fallback' };
    expect(element(await ended(event, environment), 'Identity').text).toBe('fallback');
  });

  test('reads the context of the engagement in its URL', async () => {
    await ended({ engagement: '2' });
    expect(asapp.requests[0]?.url).toContain(`${CALL_SID}-2`);
  });

  test.each([
    ['refuses', sendJson(503, {})],
    ['never answers', hang],
    ['never ends its answer', drip],
  ])('continues without the context, in time, if ASAPP %s', async (_fault, answer) => {
    asapp.callTransfer = answer;
    const startedAt = Date.now();
    const response = await ended({ DialCallStatus: 'busy' });
    expect(Date.now() - startedAt).toBeLessThan(3_000); // by the test's own clock
    expect(element(response, 'Sip').text).toContain('second@pbx.example?X-Outcome=agent');
    expect(written.find('context-unknown')).toBeDefined();
  });

  test('continues after a bug in the function itself', async () => {
    jest.spyOn(console, 'log').mockImplementationOnce(() => {
      throw new Error('marked');
    });
    const response = await ended({ DialCallStatus: 'busy' });
    expect(element(response, 'Sip').text).toContain('second@pbx.example');
  });
});
