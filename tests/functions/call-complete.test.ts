import { handler } from '../../functions/call-complete.protected';
import { MESSAGES } from '../../src/voice/messages';
import { RETRIES } from '../../src/voice/urls';
import { decided, startAsapp } from '../support/asapp';
import { captureConsole } from '../support/console';
import { forEachTest } from '../support/for-each-test';
import { breakOff, drip, hang, reset, sendJson, sendText } from '../support/http-server';
import { CALL, CALL_SID, DOMAIN_NAME, invoke, twimlOf } from '../support/runtime';
import { hurry, useTestClock } from '../support/time';
import { element, parseTwiml, verbs } from '../support/twiml';

const DESTINATIONS = {
  AGENT_DESTINATION: 'client:agent',
  SYSTEM_DESTINATION: 'next_action=refund:client:refund *:client:system',
  FALLBACK_DESTINATION: 'client:fallback',
};

const asapp = forEachTest(startAsapp);
const written = captureConsole();
useTestClock();

async function complete(
  event: Record<string, unknown> = {},
  environment: Record<string, string> = {},
) {
  const variables = { ...asapp.environment, ...DESTINATIONS, ...environment };
  return parseTwiml(twimlOf(await hurry(invoke(handler, { ...CALL, ...event }, variables))));
}

const identity = (response: Awaited<ReturnType<typeof complete>>) =>
  element(response, 'Identity').text;

describe('/call-complete', () => {
  test.each([
    ['AGENT', 'agent', 'agent'],
    ['SYSTEM', 'system', 'system'],
    ['ROBOT', 'failed', 'fallback'],
    ['CALLER_DISCONNECT', 'interrupted', 'fallback'],
  ])(
    'sends a call that ended with %s, so with the outcome %s, to the destination %s',
    async (type, outcome, to) => {
      asapp.callTransfer = decided(type);
      expect(identity(await complete())).toBe(to);
      expect(written.lines()).toEqual([
        { level: 'info', event: 'call-complete', callSid: CALL_SID, engagement: 1, outcome },
        {
          level: 'info',
          event: 'hand-off',
          callSid: CALL_SID,
          engagement: 1,
          outcome,
          status: 'client',
        },
      ]);
    },
  );

  test('chooses the destination by a transfer variable', async () => {
    asapp.callTransfer = decided('SYSTEM', { transferVariables: { next_action: 'refund' } });
    expect(identity(await complete())).toBe('refund');
  });

  test('says goodbye after a completed conversation', async () => {
    asapp.callTransfer = decided(undefined);
    const response = await complete();
    expect(verbs(response)).toEqual(['Say', 'Hangup']);
    expect(element(response, 'Say').text).toBe(MESSAGES.en.goodbye);
  });

  test.each(['completed', 'busy', 'failed', 'no-answer', 'canceled'])(
    'does nothing for a call whose status is %s, without a request to ASAPP',
    async (CallStatus) => {
      expect(verbs(await complete({ CallStatus }))).toEqual([]);
      expect(asapp.requests).toEqual([]);
      expect(written.lines()).toMatchObject([{ outcome: 'caller-hung-up' }]);
    },
  );

  test('uses the line and the engagement of its URL', async () => {
    asapp.callTransfer = decided('AGENT');
    const event = { line: 'sales', engagement: '2' };
    const response = await complete(event, { AGENT_DESTINATION_SALES: 'client:sales' });
    expect(identity(response)).toBe('sales');
    expect(asapp.requests[0]?.url).toContain(`${CALL_SID}-2`);
  });

  test('resumes an interrupted call once if RESUME_INTERRUPTED is true', async () => {
    asapp.callTransfer = decided('CALLER_DISCONNECT');
    const response = await complete({}, { RESUME_INTERRUPTED: 'true' });
    expect(element(response, 'Redirect').text).toBe(
      `https://${DOMAIN_NAME}/engage?engagement=2&resumed=1${RETRIES}`,
    );
    const second = await complete(
      { engagement: '2', resumed: '1' },
      { RESUME_INTERRUPTED: 'true' },
    );
    expect(identity(second)).toBe('fallback');
  });

  test('uses the fallback chain if ASAPP is not configured', async () => {
    expect(identity(await complete({}, { ASAPP_API_ID: '' }))).toBe('fallback');
    expect(written.find('bad-configuration')).toMatchObject({
      problems: ['ASAPP_API_ID is missing'],
    });
  });

  test('names every bad variable in one log line, those of the transcription and the log included', async () => {
    asapp.callTransfer = decided('AGENT');
    const wrong = { TRANSCRIBE_HAND_OFF: 'yes', LOG_LEVEL: 'chatty', RING_SECONDS: '2' };
    expect(identity(await complete({}, wrong))).toBe('agent');
    expect(written.find('bad-configuration')?.problems).toEqual([
      'LOG_LEVEL must be one of: debug, info, warn, error, silent',
      'RING_SECONDS must be a whole number from 5 to 600',
      'TRANSCRIBE_HAND_OFF must be one of: true, false',
    ]);
  });

  test('uses the fallback chain without a valid CallSid', async () => {
    expect(identity(await complete({ CallSid: 'x' }))).toBe('fallback');
  });

  test('uses the fallback chain after a bug in the function itself', async () => {
    asapp.callTransfer = decided('AGENT');
    jest.spyOn(console, 'log').mockImplementationOnce(() => {
      throw new Error('marked');
    });
    expect(identity(await complete())).toBe('fallback');
    expect(written.find('function-failed')).toMatchObject({ level: 'error' });
  });
});

describe('/call-complete with ASAPP out of reach', () => {
  const FAULTS = {
    'HTTP 400': sendJson(400, {}),
    'HTTP 401': sendJson(401, {}),
    'HTTP 403': sendJson(403, {}),
    'HTTP 404': sendJson(404, {}),
    'HTTP 409': sendJson(409, {}),
    'HTTP 422': sendJson(422, {}),
    'HTTP 429': sendJson(429, {}),
    'HTTP 500': sendJson(500, {}),
    'HTTP 503': sendJson(503, {}),
    'no answer': hang,
    'an endless answer': drip,
    'a reset connection': reset,
    'half an answer': breakOff,
    HTML: sendText(200, '<html></html>'),
    '{}': sendJson(200, {}),
    'a redirect': sendText(302, '', { Location: 'https://example.com/' }),
  };

  test.each(Object.entries(FAULTS))(
    'sends the call to the fallback chain in time after %s',
    async (_fault, answer) => {
      asapp.callTransfer = answer;
      const startedAt = Date.now();
      expect(identity(await complete())).toBe('fallback');
      expect(Date.now() - startedAt).toBeLessThan(6_000); // by the test's own clock
    },
  );

  test('logs the status, the code and the request ID', async () => {
    asapp.callTransfer = sendJson(401, { error: { requestId: 'r-1', code: '401-01' } });
    await complete();
    expect(written.find('outcome-unknown')).toMatchObject({
      level: 'error',
      status: 401,
      code: '401-01',
      requestId: 'r-1',
    });
  });
});
