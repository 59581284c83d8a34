import twilio from 'twilio';
import { replaceFork } from '../../../src/transcription/replace';
import { startAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { forEachTest } from '../../support/for-each-test';
import { inTurn, reading, sendJson, startServer } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';
import { ACCOUNT_SID, CALL_SID, DOMAIN_NAME } from '../../support/runtime';

let form: URLSearchParams;
const asapp = forEachTest(startAsapp);
const rest = forEachTest(() => startServer(answering(201, { sid: `MZ${'5'.repeat(32)}` })));
const written = captureConsole();
beforeEach(() => {
  asapp.streamingUrl = inTurn(
    sendJson(200, { streamingUrl: 'wss://media.example/marked-old' }),
    sendJson(200, { streamingUrl: 'wss://media.example/marked-new' }),
  );
});

const answering = (status: number, body: object) =>
  reading(
    (text) => {
      form = new URLSearchParams(text);
    },
    sendJson(status, body),
  );

type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];

/** Twilio's own client, which sends its requests to the test's server. */
class LocalClient extends twilio.RequestClient {
  override request<T>(options: RequestOptions<T>) {
    const uri = options.uri.replace('https://api.twilio.com', rest.origin);
    return super.request<T>({ ...options, uri });
  }
}

const replace = (attempt: number) =>
  replaceFork(
    invocationOf(asapp.environment, {
      twilioClient: () => twilio(ACCOUNT_SID, 'token', { httpClient: new LocalClient() }),
    }),
    asapp.config,
    { callSid: CALL_SID, attempt, parameters: { agentId: 'a-1' }, waitsForAnswer: true },
  );

describe('a failed fork', () => {
  test('is replaced by another one with a new streaming URL', async () => {
    await replace(1);
    await replace(2);
    expect(Object.fromEntries(form)).toEqual({
      Url: 'wss://media.example/marked-new',
      Name: 'transcription-3',
      Track: 'both_tracks',
      StatusCallback: `https://${DOMAIN_NAME}/stream-status?agentId=a-1`,
    });
    expect(rest.requests[0]?.url).toContain(`/Calls/${CALL_SID}/Streams`);
    expect(written.lines().map(({ event }) => event)).toEqual(['fork-replaced', 'fork-replaced']);
  });

  test('is not replaced a third time', async () => {
    await replace(3);
    expect(asapp.requests).toEqual([]);
    expect(written.lines()).toMatchObject([{ level: 'warn', event: 'transcription-given-up' }]);
  });

  test('is not replaced if Twilio refuses, and the log does not quote the URL', async () => {
    rest.answer(answering(404, { code: 20404, message: 'marked', status: 404 }));
    await replace(1);
    expect(written.lines()).toEqual([{ level: 'warn', event: 'fork-not-replaced', status: 404 }]);
  });

  test('is not replaced if the service has no Twilio credentials', async () => {
    const fork = { callSid: CALL_SID, attempt: 1, parameters: {}, waitsForAnswer: false };
    await replaceFork(invocationOf(asapp.environment), asapp.config, fork);
    expect(written.lines()).toEqual([{ level: 'warn', event: 'fork-not-replaced' }]);
  });
});
