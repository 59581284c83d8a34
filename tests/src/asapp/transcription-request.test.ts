import {
  NotTranscribedError,
  requestTranscription,
} from '../../../src/asapp/transcription-request';
import { BadAnswerError, StatusError, TimeoutError } from '../../../src/http/errors';
import { startAsapp } from '../../support/asapp';
import { forEachTest } from '../../support/for-each-test';
import { hang, inTurn, sendJson } from '../../support/http-server';
import { hurry, useTestClock } from '../../support/time';

const PATH = '/mg-autotranscribe/v1/start-streaming';
const refusal = (code: string) =>
  sendJson(Number(code.slice(0, 3)), { error: { code, requestId: 'r-1', message: '' } });
const GOOD = sendJson(200, { isOk: true });

const asapp = forEachTest(startAsapp);
useTestClock();

const send = (milliseconds = 4_000) =>
  hurry(
    requestTranscription(
      asapp.config,
      PATH,
      {},
      { done: ['409-201'], wait: ['400-203', '409-202'] },
      AbortSignal.timeout(milliseconds),
    ),
  );

describe('a transcription request', () => {
  test.each([
    [{ isOk: true }],
    [{ isOk: true, autotranscribeResponse: null }],
    [{ isOk: true, autotranscribeResponse: { customer: { status: { code: 1000 } } } }],
    [{ isOk: true, autotranscribeResponse: { customer: null, agent: { status: { code: 1000 } } } }],
    [{}],
    [{ isOk: null, autotranscribeResponse: { customer: {}, agent: { status: {} } } }],
    [{ isOk: 'true', autotranscribeResponse: { customer: { status: { code: 'OK' } } } }],
  ])('succeeds with the answer %j', async (body) => {
    asapp.transcription = sendJson(200, body);
    await expect(send()).resolves.toBe(true);
  });

  test.each([
    [{ isOk: false }, 'stream-refused'],
    [{ isOk: false, errorMessage: 'marked' }, 'stream-refused'],
    [{ isOk: true, autotranscribeResponse: { agent: { status: { code: 4050 } } } }, 'stream-4050'],
    [
      { autotranscribeResponse: { customer: {}, agent: { status: { code: 4050 } } } },
      'stream-4050',
    ],
    [
      {
        isOk: true,
        autotranscribeResponse: {
          customer: { status: { code: 1000 } },
          agent: { status: { code: 5002, description: 'marked' } },
        },
      },
      'stream-5002',
    ],
  ])('fails with the answer %j, even with HTTP 200', async (body, code) => {
    asapp.transcription = sendJson(200, body);
    const error: unknown = await send().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NotTranscribedError);
    expect(error).toMatchObject({ facts: { status: 200, code } });
    expect(String(error)).not.toContain('marked');
  });

  test('is repeated until ASAPP knows the call', async () => {
    asapp.transcription = inTurn(refusal('400-203'), refusal('409-202'), GOOD);
    await expect(send()).resolves.toBe(true);
    expect(asapp.requests).toHaveLength(3);
  });

  test('succeeds if ASAPP says that it was done before, even after a wait', async () => {
    asapp.transcription = inTurn(refusal('400-203'), refusal('409-201'));
    await expect(send()).resolves.toBe(false);
    expect(asapp.requests).toHaveLength(2);
  });

  test('is abandoned at its deadline, and reports ASAPP’s last refusal', async () => {
    asapp.transcription = refusal('400-203');
    const startedAt = Date.now();
    await expect(send()).rejects.toMatchObject({ facts: { status: 400, code: '400-203' } });
    expect(Date.now() - startedAt).toBeLessThanOrEqual(5_100); // by the test's own clock
    expect(asapp.requests.length).toBeGreaterThan(4);
  });

  test.each(['400-201', '400-202', '401-01', '404-01', '409-203'])(
    'is not repeated if ASAPP refuses it with %s',
    async (code) => {
      asapp.transcription = refusal(code);
      await expect(send()).rejects.toThrow(StatusError);
      expect(asapp.requests).toHaveLength(1);
    },
  );

  test('times out if ASAPP never answers', async () => {
    asapp.transcription = hang;
    await expect(send()).rejects.toThrow(TimeoutError);
  });

  test('fails if ASAPP’s answer has another form', async () => {
    asapp.transcription = sendJson(200, null);
    await expect(send()).rejects.toThrow(BadAnswerError);
  });
});
