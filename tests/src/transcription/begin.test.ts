import { beginTranscription } from '../../../src/transcription/begin';
import { startAsapp, type TestAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { sendJson } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';
import { CALL_SID } from '../../support/runtime';
import { element, parseTwiml } from '../../support/twiml';

let asapp: TestAsapp;
const written = captureConsole();
beforeEach(async () => {
  asapp = await startAsapp();
  asapp.streamingUrl = sendJson(200, { streamingUrl: 'wss://media.example/fork' });
});
afterEach(() => asapp.close());

const begin = (environment: Record<string, string> = asapp.environment) =>
  beginTranscription(
    invocationOf(environment),
    CALL_SID,
    { agentId: 'a-1' },
    new AbortController().signal,
  );

describe('the beginning of a transcription', () => {
  test('is the fork of the call, to AutoTranscribe’s own URL', async () => {
    const twiml = await begin();
    const { attributes } = element(parseTwiml(String(twiml)), 'Stream');
    expect(attributes.url).toBe('wss://media.example/fork');
    expect(asapp.requests[0]?.url).toBe('/mg-autotranscribe/v1/twilio-media-stream-url');
    expect(written.lines()).toEqual([{ level: 'info', event: 'call-forked' }]);
  });

  test('is none where ASAPP refuses: the call goes on', async () => {
    asapp.streamingUrl = sendJson(403, {});
    expect(await begin()).toBeUndefined();
    expect(written.lines()).toMatchObject([
      { level: 'error', event: 'untranscribed', status: 403 },
    ]);
  });

  test('is none where ASAPP is not configured, and every problem is named', async () => {
    expect(await begin({ TRANSCRIBE_LANGUAGE: 'marked!' })).toBeUndefined();
    expect(written.find('bad-configuration')?.problems).toHaveLength(4);
  });
});
