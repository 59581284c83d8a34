import { handler } from '../../functions/transcription.protected';
import { startAsapp } from '../support/asapp';
import { captureConsole } from '../support/console';
import { forEachTest } from '../support/for-each-test';
import { hang, inTurn, reading, sendJson } from '../support/http-server';
import { CALL_SID, invoke, jsonOf } from '../support/runtime';
import { hurry, useTestClock } from '../support/time';

const asapp = forEachTest(startAsapp);
captureConsole();
useTestClock();

const request = (
  event: Record<string, unknown>,
  environment: Record<string, string> = asapp.environment,
) => hurry(invoke(handler, { CallSid: CALL_SID, ...event }, environment));

describe('/transcription', () => {
  test('starts a transcription for a new agent', async () => {
    let body: unknown;
    asapp.transcription = reading(
      (text) => {
        body = JSON.parse(text);
      },
      sendJson(200, { isOk: true }),
    );
    const answer = await request({ action: 'start', agentId: 'a-2' });
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toEqual({ callSid: CALL_SID, action: 'start', done: true, error: null });
    expect(body).toMatchObject({ guid: CALL_SID, agentId: 'a-2', customerId: CALL_SID });
  });

  test('stops a transcription', async () => {
    expect(jsonOf(await request({ action: 'stop' }))).toMatchObject({ action: 'stop', done: true });
    expect(asapp.requests.map(({ url }) => url)).toEqual(['/mg-autotranscribe/v1/stop-streaming']);
  });

  test.each([
    ['starts', sendJson(200, { isOk: true })],
    ['refuses', sendJson(422, {})],
  ])('answers a status callback of Twilio with HTTP 204 if ASAPP %s', async (_case, answer) => {
    asapp.transcription = answer;
    const event = { action: 'start', CallbackSource: 'call-progress-events' };
    expect(await request(event)).toMatchObject({ status: 204, body: '' });
    expect(asapp.requests).toHaveLength(1);
  });

  test('starts for the person who has answered, even if it runs for another one', async () => {
    const running = sendJson(409, { error: { code: '409-201' } });
    asapp.transcription = inTurn(running, sendJson(200, { isOk: true }));
    const event = { action: 'start', agentId: 'b', CallbackSource: 'call-progress-events' };
    expect((await request(event)).status).toBe(204);
    expect(asapp.requests.map(({ url }) => url?.split('/').at(-1))).toEqual([
      'start-streaming',
      'stop-streaming',
      'start-streaming',
    ]);
  });

  test.each([
    [{}, 'bad-action'],
    [{ action: 'pause' }, 'bad-action'],
    [{ action: 'start', CallSid: 'x' }, 'bad-call-sid'],
  ])('refuses %j', async (event, code) => {
    const answer = await request(event);
    expect(answer.status).toBe(400);
    expect(jsonOf(answer)).toMatchObject({ done: false, error: { code } });
    expect(asapp.requests).toEqual([]);
  });

  test.each([
    [
      'refuses the request',
      sendJson(422, { error: { code: '422-01', requestId: 'r-1' } }),
      '422-01',
    ],
    ['does not know the call', sendJson(400, { error: { code: '400-203' } }), '400-203'],
    ['never answers', hang, 'timeout'],
    ['answers isOk false', sendJson(200, { isOk: false }), 'stream-refused'],
  ])('answers HTTP 502 in time if ASAPP %s', async (_fault, answer, code) => {
    asapp.transcription = answer;
    const startedAt = Date.now();
    const refusal = await request({ action: 'start' });
    expect(Date.now() - startedAt).toBeLessThan(6_000); // by the test's own clock
    expect(refusal.status).toBe(502);
    expect(jsonOf(refusal)).toMatchObject({ done: false, error: { code } });
  });

  test('answers HTTP 502 if ASAPP is not configured', async () => {
    const answer = await request({ action: 'start' }, {});
    expect(answer.status).toBe(502);
    expect(jsonOf(answer)).toMatchObject({ error: { code: 'not-configured' } });
  });

  test('answers HTTP 502 after a bug in the function itself', async () => {
    jest.spyOn(console, 'log').mockImplementationOnce(() => {
      throw new Error('marked');
    });
    const answer = await request({ action: 'stop' });
    expect(answer.status).toBe(502);
    expect(jsonOf(answer)).toMatchObject({ action: 'stop', error: { code: 'internal' } });
  });
});
