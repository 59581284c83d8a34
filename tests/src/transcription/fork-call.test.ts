import { forkCall } from '../../../src/transcription/fork-call';
import { startAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { forEachTest } from '../../support/for-each-test';
import { sendJson } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';
import { CALL_SID } from '../../support/runtime';
import { element, parseTwiml } from '../../support/twiml';

const asapp = forEachTest(startAsapp);
const written = captureConsole();
beforeEach(() => {
  asapp.streamingUrl = sendJson(200, { streamingUrl: 'wss://media.example/fork' });
});

const fork = (invocation = invocationOf(asapp.environment)) =>
  forkCall(invocation, CALL_SID, { agentId: 'a-1' }, invocation.deadline, false);

describe('forking a call', () => {
  test('opens a stream to AutoTranscribe', async () => {
    const opening = await fork();
    const { attributes } = element(parseTwiml(String(opening?.twiml)), 'Stream');
    expect(opening?.parameters).toEqual({ agentId: 'a-1' });
    expect(attributes.url).toBe('wss://media.example/fork');
    expect(asapp.requests[0]?.url).toBe('/mg-autotranscribe/v1/twilio-media-stream-url');
    expect(written.lines()).toEqual([{ level: 'info', event: 'call-forked' }]);
  });

  test('is skipped if ASAPP refuses, and the call continues', async () => {
    asapp.streamingUrl = sendJson(403, {});
    expect(await fork()).toBeUndefined();
    expect(written.lines()).toMatchObject([
      { level: 'error', event: 'untranscribed', status: 403 },
    ]);
  });

  test('is skipped if ASAPP is not configured, and every problem is named', async () => {
    const invocation = invocationOf({ TRANSCRIBE_LANGUAGE: 'marked!' });
    expect(await fork(invocation)).toBeUndefined();
    expect(invocation.problems).toHaveLength(4);
  });
});
