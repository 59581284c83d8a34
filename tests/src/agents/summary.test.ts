import { summarize, summarizeFor } from '../../../src/agents/summary';
import { readCall } from '../../../src/voice/call';
import { OUTCOMES, type Outcome } from '../../../src/voice/outcome';
import { startAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { forEachTest } from '../../support/for-each-test';
import { handOffDetails } from '../../support/hand-off';
import { hang, sendJson } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';
import { CALL, FLOW_SID, WORKFLOW_SID } from '../../support/runtime';
import { hurry, useTestClock } from '../../support/time';

const asapp = forEachTest(startAsapp);
const written = captureConsole();
useTestClock();
beforeEach(() => {
  asapp.summary = sendJson(200, { summaryText: 'They want a refund.' });
});

function ask(more: Record<string, string> = {}, outcome: Outcome = 'agent', event = {}) {
  const invocation = invocationOf({ ...asapp.environment, SUMMARY: 'true', ...more });
  return hurry(summarize(invocation, readCall({ ...CALL, ...event }), outcome));
}

describe('a summary', () => {
  test('is requested from ASAPP', async () => {
    expect(await ask()).toEqual({ summary: 'They want a refund.' });
    expect(asapp.requests).toHaveLength(1);
  });

  test.each(OUTCOMES)('is requested only for a person or a system: %s', async (outcome) => {
    await ask({}, outcome);
    expect(asapp.requests).toHaveLength(outcome === 'agent' || outcome === 'system' ? 1 : 0);
  });

  test.each<[string, Record<string, string>, object]>([
    ['SUMMARY is off', { SUMMARY: 'false' }, {}],
    ['SUMMARY is malformed', { SUMMARY: 'yes' }, {}],
    ['another agent took the call', { VOICE_AGENT: 'wss://agent.example/stream' }, {}],
    ['a key is missing', { ASAPP_API_SECRET: '' }, {}],
    ['the call has no SID', {}, { CallSid: '' }],
  ])('is not requested if %s', async (_case, more, event) => {
    expect(await ask(more, 'agent', event)).toEqual({});
    expect(asapp.requests).toEqual([]);
  });

  test('that takes longer than a second is late', async () => {
    asapp.summary = hang;
    expect(await ask()).toEqual({ isSummaryLate: true });
    expect(written.text()).toContain('summary-late');
  });

  test.each([
    [404, '"level":"info","event":"no-summary"'],
    [409, '"level":"warn","event":"summary-unknown"'],
    [503, '"level":"warn","event":"summary-unknown"'],
  ])('that fails with %d is none, and the next one is requested', async (status, line) => {
    asapp.summary = sendJson(status, { error: { message: 'marked', requestId: 'r' } });
    expect(await ask()).toEqual({});
    expect(written.text()).toContain(line);
    expect(written.text()).not.toContain('marked');

    asapp.summary = sendJson(200, { summaryText: 'They want a refund.' });
    expect(await ask()).toEqual({ summary: 'They want a refund.' });
  });

  test.each([401, 403])(
    'that is refused with %d is not requested again with that key',
    async (status) => {
      asapp.summary = sendJson(status, {});
      expect(await Promise.all([ask(), ask()])).toEqual([{}, {}]);
      const requests = asapp.requests.length;
      expect(await ask()).toEqual({});
      expect(asapp.requests).toHaveLength(requests);
      expect(written.text().match(/summary-not-enabled/g)).toHaveLength(1);

      asapp.summary = sendJson(200, { summaryText: 'They want a refund.' });
      const other = { ASAPP_API_ID: `${asapp.environment.ASAPP_API_ID}-of-another-line` };
      expect(await ask(other)).toEqual({ summary: 'They want a refund.' });
    },
  );
});

function tell(chain: string, more: Record<string, string> = {}) {
  const environment = { ...asapp.environment, SUMMARY: 'true', ...more };
  const details = handOffDetails({ chain, environment });
  return hurry(summarizeFor(invocationOf(environment), details, details.config));
}

describe('the summary for a destination', () => {
  test.each([
    '+15550103000',
    'sip:a@pbx.example',
    'client:jo',
    WORKFLOW_SID,
    FLOW_SID,
    'https://ivr.example/menu',
  ])('is told %s', async (chain) => {
    expect(await tell(chain)).toEqual({ summary: 'They want a refund.' });
  });

  test.each(['queue:support', 'voicemail', 'queue:support sip:a@pbx.example', ''])(
    'is not waited for if the next one is %j, which gets no context',
    async (chain) => {
      expect(await tell(chain)).toEqual({});
      expect(asapp.requests).toEqual([]);
    },
  );

  test('is not waited for if a phone has no whisper', async () => {
    expect(await tell('+15550103000', { WHISPER: 'off' })).toEqual({});
    expect(await tell('client:jo', { WHISPER: 'off' })).toEqual({ summary: 'They want a refund.' });
  });

  test('is not waited for again by a caller who has waited, but passed on if it has arrived by now', async () => {
    const details = handOffDetails({ chain: 'client:jo' });
    const environment = { ...asapp.environment, SUMMARY: 'true' };
    const late = () =>
      summarizeFor(invocationOf(environment), { ...details, isSummaryLate: true }, details.config);
    const waiting = late();
    jest.advanceTimersByTime(0);
    expect(await waiting).toEqual({ isSummaryLate: true });
    await hurry(summarize(invocationOf(environment), details.call, 'agent'));
    const there = late();
    await expect(hurry(there)).resolves.toEqual({ summary: 'They want a refund.' });
  });
});
