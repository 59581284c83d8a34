import { followFork } from '../../../src/transcription/follow';
import { startAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { forEachTest } from '../../support/for-each-test';
import { sendJson } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';
import { CALL_SID } from '../../support/runtime';

const FORK = {
  ...{ callSid: CALL_SID, attempt: 1, parameters: { language: 'es-US' } },
  waitsForAnswer: false,
};

const asapp = forEachTest(startAsapp);
const written = captureConsole();

const requested = () => asapp.requests.map(({ url }) => url?.split('/').at(-1));

describe('a fork event', () => {
  test.each([
    ['stream-started', 'start-streaming', 'transcription-started'],
    ['stream-stopped', 'stop-streaming', 'transcription-stopped'],
  ] as const)('%s leads to %s', async (event, request, logged) => {
    await followFork(invocationOf(asapp.environment), event, FORK);
    expect(requested()).toEqual([request]);
    expect(written.lines()).toEqual([{ level: 'info', event: logged }]);
  });

  test('stream-error leads to another fork', async () => {
    await followFork(invocationOf(asapp.environment), 'stream-error', FORK);
    expect(requested()).toEqual(['twilio-media-stream-url']);
    expect(written.find('fork-not-replaced')).toBeDefined(); // there are no credentials here
  });

  test('sends no request when the stream starts if the transcription waits for an answer', async () => {
    const fork = { ...FORK, waitsForAnswer: true };
    await followFork(invocationOf(asapp.environment), 'stream-started', fork);
    expect(requested()).toEqual([]);
    await followFork(invocationOf(asapp.environment), 'stream-stopped', fork);
    expect(requested()).toEqual(['stop-streaming']);
  });

  test('is logged as failed if ASAPP refuses, and does not affect the call', async () => {
    asapp.transcription = sendJson(422, {});
    await followFork(invocationOf(asapp.environment), 'stream-started', FORK);
    expect(written.lines()).toMatchObject([{ event: 'transcription-failed', status: 422 }]);
  });

  test('sends no request if ASAPP is not configured', async () => {
    const invocation = invocationOf({});
    await followFork(invocation, 'stream-started', FORK);
    expect(invocation.problems).toHaveLength(3);
    expect(requested()).toEqual([]);
  });
});
