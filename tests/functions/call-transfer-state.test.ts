import { handler } from '../../functions/call-transfer-state.protected';
import { ASAPP_SECRET, decided, startAsapp } from '../support/asapp';
import { captureConsole } from '../support/console';
import { forEachTest } from '../support/for-each-test';
import { drip, hang, reset, sendJson, sendText } from '../support/http-server';
import { CALL_SID, invoke, jsonOf } from '../support/runtime';
import { hurry, useTestClock } from '../support/time';

const asapp = forEachTest(startAsapp);
const written = captureConsole();
useTestClock();

/** Requests it as Studio does, with nothing but the configured parameters. */
const request = (
  event: Record<string, unknown> = { CallSid: CALL_SID },
  environment: Record<string, string> = asapp.environment,
) => hurry(invoke(handler, event, environment));

describe('/call-transfer-state', () => {
  test('tells a flow what the agent decided', async () => {
    asapp.callTransfer = decided('SYSTEM', {
      currentTaskName: 'refunds',
      transferVariables: { next_action: 'refund' },
    });
    const answer = await request();
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toEqual({
      outcome: 'system',
      summary: null,
      callTransferStatus: 'COMPLETED',
      transferType: 'SYSTEM',
      currentTaskName: 'refunds',
      referenceVariables: null,
      transferVariables: { next_action: 'refund' },
      isOpen: null,
      opensAt: null,
      omitted: null,
    });
    expect(written.lines()).toMatchObject([{ event: 'call-transfer-state', outcome: 'system' }]);
  });

  test('tells a flow whether people are there now', async () => {
    jest.setSystemTime(new Date('2026-11-21T12:00:00-05:00')); // a Saturday
    const hours = { OPENING_HOURS: 'mon-fri 08:00-18:00', TIME_ZONE: 'America/New_York' };
    const answer = await request({ CallSid: CALL_SID }, { ...asapp.environment, ...hours });
    expect(jsonOf(answer)).toMatchObject({ isOpen: false, opensAt: '2026-11-23T08:00:00-05:00' });
  });

  test('assumes that the caller is there, since Studio sends no CallStatus', async () => {
    asapp.callTransfer = decided('CALLER_DISCONNECT');
    expect(jsonOf(await request())).toMatchObject({ outcome: 'interrupted' });
  });

  test('knows from a final CallStatus that the caller has hung up, without a request', async () => {
    const answer = await request({ CallSid: CALL_SID, CallStatus: 'completed' });
    expect(jsonOf(answer)).toMatchObject({ outcome: 'caller-hung-up', transferType: null });
    expect(asapp.requests).toEqual([]);
  });

  test('answers with the outcome failed after a final 404', async () => {
    asapp.callTransfer = sendJson(404, {});
    const answer = await request();
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toMatchObject({ outcome: 'failed', callTransferStatus: null });
  });

  test.each([{}, { CallSid: '' }, { CallSid: '+15550001111' }, { CallSid: [CALL_SID, CALL_SID] }])(
    'refuses %j, and says what to pass',
    async (event) => {
      const answer = await request(event);
      expect(answer.status).toBe(400);
      expect(jsonOf(answer)).toEqual({
        error: {
          code: 'bad-call-sid',
          message: expect.stringContaining('{{trigger.call.CallSid}}'),
          requestId: null,
        },
      });
      expect(written.text()).not.toContain('+15550001111');
    },
  );

  test.each([
    ['HTTP 401', sendJson(401, { error: { requestId: 'r-1', code: '401-01' } }), '401-01'],
    ['HTTP 503', sendJson(503, {}), 'StatusError'],
    ['no answer', hang, 'timeout'],
    ['an endless answer', drip, 'timeout'],
    ['a reset connection', reset, 'ECONNRESET'],
    ['HTML', sendText(200, '<html>marked</html>'), 'bad-answer'],
  ])('answers HTTP 502 in time after %s from ASAPP', async (_fault, answer, code) => {
    asapp.callTransfer = answer;
    const startedAt = Date.now();
    const state = await request();
    expect(Date.now() - startedAt).toBeLessThan(6_000); // by the test's own clock
    expect(state.status).toBe(502);
    expect(jsonOf(state)).toMatchObject({ error: { code } });
    expect(String(state.body)).not.toContain('marked');
    expect(String(state.body)).not.toContain(ASAPP_SECRET);
  });

  test('answers HTTP 502 if ASAPP is not configured, and names what is missing in the log', async () => {
    const answer = await request({ CallSid: CALL_SID }, {});
    expect(answer.status).toBe(502);
    expect(jsonOf(answer)).toMatchObject({ error: { code: 'not-configured' } });
    expect(written.find('bad-configuration')?.problems).toHaveLength(3);
  });

  test('answers HTTP 502 after a bug in the function itself', async () => {
    jest.spyOn(console, 'log').mockImplementationOnce(() => {
      throw new Error('marked');
    });
    const answer = await request();
    expect(answer.status).toBe(502);
    expect(jsonOf(answer)).toMatchObject({ error: { code: 'internal' } });
    expect(String(answer.body)).not.toContain('marked');
  });
});
