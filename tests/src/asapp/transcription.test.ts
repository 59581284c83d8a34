import { startTranscription, stopTranscription } from '../../../src/asapp/transcription';
import { NotTranscribedError } from '../../../src/asapp/transcription-request';
import { StatusError } from '../../../src/http/errors';
import { forEachTest } from '../../support/for-each-test';
import { hang, sendJson, startServer } from '../../support/http-server';
import { CALL_SID } from '../../support/runtime';
import { hurry, useTestClock } from '../../support/time';

let keys = 0;
let bodies: unknown[];
const server = forEachTest(() => startServer(answering(ok())));
useTestClock();
beforeEach(() => {
  bodies = [];
});

const config = () => ({ origin: server.origin, apiId: `transcription ${++keys}`, apiSecret: 's' });
const start = (deadline = new AbortController().signal, more = {}) =>
  hurry(
    startTranscription(
      config(),
      { callSid: CALL_SID, customerId: 'c-1', agentId: 'ann', ...more },
      deadline,
    ),
  );
const stop = (deadline = new AbortController().signal) =>
  hurry(stopTranscription(config(), CALL_SID, deadline));

const ok = (code = 1000) => ({ isOk: true, autotranscribeResponse: { customer: status(code) } });
const status = (code: number) => ({ streamId: 's', status: { code, description: 'd' } });
const refusal = (code: string) =>
  sendJson(Number(code.slice(0, 3)), { error: { requestId: 'r-1', message: 'm', code } });

/** Answers each request with the next of these, then repeats the last one; keeps the bodies. */
function answering(...answers: (object | string)[]): Parameters<typeof startServer>[0] {
  let count = 0;
  return async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    bodies.push(JSON.parse(Buffer.concat(chunks).toString()));
    const answer = answers[Math.min(count++, answers.length - 1)];
    const send = typeof answer === 'string' ? refusal(answer) : sendJson(200, answer);
    send(request, response);
  };
}

describe('starting a transcription', () => {
  test('names the call and both speakers, and leaves unset options to ASAPP', async () => {
    await start();

    expect(server.requests).toMatchObject([
      { method: 'POST', url: '/mg-autotranscribe/v1/start-streaming' },
    ]);
    expect(bodies).toEqual([
      {
        namespace: 'twilio',
        guid: CALL_SID,
        customerId: 'c-1',
        agentId: 'ann',
        autotranscribeParams: {},
        twilioParams: {},
      },
    ]);
  });

  test('sends all options', async () => {
    const trackMap = { inbound: 'agent', outbound: 'customer' } as const;
    const options = {
      ...{ language: 'es-US', redaction: 'unredacted', detailedTokens: true, trackMap },
      audioRecording: true,
    };
    await start(undefined, options);

    expect(bodies).toMatchObject([
      {
        autotranscribeParams: {
          language: 'es-US',
          redactionOutput: 'unredacted',
          detailedToken: true,
          audioRecordingAllowed: true,
        },
        twilioParams: { trackMap },
      },
    ]);
  });

  test.each(['400-203', '409-202'])('is retried after %s', async (code) => {
    server.answer(answering(code, code, ok()));

    await start();

    expect(bodies).toHaveLength(3);
  });

  test('fails with ASAPP’s own reason if the deadline comes first', async () => {
    server.answer(answering('400-203'));

    const deadline = new AbortController();
    void server.received(2).then(() => deadline.abort());
    const error = await start(deadline.signal).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(StatusError);
    expect(error).toMatchObject({ facts: { code: '400-203', requestId: 'r-1' } });
  });

  test('is abandoned at the deadline', async () => {
    server.answer(hang);

    await expect(start(AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('succeeds if the transcription was started before', async () => {
    server.answer(answering('409-201'));

    await expect(start()).resolves.toBe('already-started');
  });

  test.each(['400-201', '400-202', '409-203', '404-01'])('fails at once after %s', async (code) => {
    server.answer(answering(code));

    await expect(start()).rejects.toMatchObject({ facts: { code } });
    expect(bodies).toHaveLength(1);
  });

  test.each([
    [{ isOk: false }, 'stream-refused'],
    [ok(4050), 'stream-4050'],
    [{ isOk: true, autotranscribeResponse: { agent: status(5002) } }, 'stream-5002'],
  ])('fails with HTTP 200 and %j', async (answer, code) => {
    server.answer(answering(answer));

    const error = await start().catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(NotTranscribedError);
    expect(error).toMatchObject({ facts: { code }, transient: false });
  });

  test.each([{}, { autotranscribeResponse: { agent: {} } }])(
    'succeeds with the answer %j: ASAPP’s specification requires no part of it',
    async (answer) => {
      server.answer(answering(answer));

      await expect(start()).resolves.toBe('started');
    },
  );
});

describe('stopping a transcription', () => {
  test('names the call', async () => {
    await stop();

    expect(server.requests).toMatchObject([{ url: '/mg-autotranscribe/v1/stop-streaming' }]);
    expect(bodies).toEqual([{ namespace: 'twilio', guid: CALL_SID }]);
  });

  test.each(['409-201', '400-203', '409-203'])('succeeds after %s', async (code) => {
    server.answer(answering(code));

    await expect(stop()).resolves.toBeUndefined();
    expect(bodies).toHaveLength(1);
  });

  test('waits for another request about the call', async () => {
    server.answer(answering('409-202', ok()));

    await stop();

    expect(bodies).toHaveLength(2);
  });
});
