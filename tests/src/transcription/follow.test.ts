import { followFork } from '../../../src/transcription/follow';
import { startAsapp, type TestAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { sendJson } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';
import { CALL_SID } from '../../support/runtime';

const FORK = { callSid: CALL_SID, attempt: 1, parameters: { language: 'es-US' } };

let asapp: TestAsapp;
const written = captureConsole();
beforeEach(async () => {
  asapp = await startAsapp();
});
afterEach(() => asapp.close());

const asked = () => asapp.requests.map(({ url }) => url?.split('/').at(-1));

describe('an event of a fork', () => {
  test.each([
    ['stream-started', 'start-streaming', 'transcription-started'],
    ['stream-stopped', 'stop-streaming', 'transcription-stopped'],
  ] as const)('%s leads to %s', async (event, request, logged) => {
    await followFork(invocationOf(asapp.environment), event, FORK);
    expect(asked()).toEqual([request]);
    expect(written.lines()).toEqual([{ level: 'info', event: logged }]);
  });

  test('stream-error leads to another fork', async () => {
    await followFork(invocationOf(asapp.environment), 'stream-error', FORK);
    expect(asked()).toEqual(['twilio-media-stream-url']);
    expect(written.find('fork-not-replaced')).toBeDefined(); // there are no credentials here
  });

  test('is logged as failed if ASAPP refuses, and costs no call', async () => {
    asapp.transcription = sendJson(422, {});
    await followFork(invocationOf(asapp.environment), 'stream-started', FORK);
    expect(written.lines()).toMatchObject([{ event: 'transcription-failed', status: 422 }]);
  });

  test('sends no request if ASAPP is not configured', async () => {
    const invocation = invocationOf({});
    await followFork(invocation, 'stream-started', FORK);
    expect(invocation.problems).toHaveLength(3);
    expect(asked()).toEqual([]);
  });
});
