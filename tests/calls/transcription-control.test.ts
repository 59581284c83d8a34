import { asappError, type HttpFault, newSid, startWorld, type World } from '../../tools/simulator';
import { inWorld } from './world';

describe('/transcription', () => {
  let world: World;
  let callSid: string;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    callSid = newSid('CA');
    world.asapp.clearFaults();
    world.asapp.transcribed.arrive(callSid);
  });
  const request = async (
    query: string,
    parameters: Record<string, string> = { CallSid: callSid },
  ) => {
    const { status, body } = await world.post(`/transcription?${query}`, parameters);
    return { status, answer: JSON.parse(body) };
  };
  const parts = () =>
    world.asapp.transcribed.parts(callSid).map(({ agentId, stopped }) => ({ agentId, stopped }));

  test('stops for a hold, resumes, and starts again for the next agent', async () => {
    const done = { callSid, done: true, error: null };

    expect(await request('action=start&agentId=ann')).toEqual({
      status: 200,
      answer: { ...done, action: 'start' },
    });
    expect(await request('action=stop')).toEqual({
      status: 200,
      answer: { ...done, action: 'stop' },
    });
    await request('action=start&agentId=ann');
    await request('action=stop');
    await request('action=start&agentId=bob');

    expect(parts()).toEqual([
      { agentId: 'ann', stopped: true },
      { agentId: 'ann', stopped: true },
      { agentId: 'bob', stopped: false },
    ]);
  });

  test('reports done if the transcription was started or stopped before', async () => {
    await request('action=start');

    expect((await request('action=start')).answer.done).toBe(true);
    expect((await request('action=stop')).answer.done).toBe(true);
    expect((await request('action=stop')).answer.done).toBe(true);
  });

  test('uses the caller’s call if a status callback of Dial is about the other leg', async () => {
    const other = { CallSid: newSid('CA'), ParentCallSid: callSid, CallStatus: 'in-progress' };

    expect((await request('action=start', other)).answer.callSid).toBe(callSid);
    expect(parts()).toEqual([{ agentId: 'agent', stopped: false }]);
  });

  test('prefers the call that its URL names', async () => {
    const { answer } = await request(`action=start&callSid=${callSid}`, { CallSid: newSid('CA') });

    expect(answer).toMatchObject({ callSid, done: true });
  });

  test.each([
    ['action=pause', { CallSid: newSid('CA') }, 'bad-action'],
    ['', { CallSid: newSid('CA') }, 'bad-action'],
    ['action=start', { CallSid: 'CA123' }, 'bad-call-sid'],
    ['action=stop', {}, 'bad-call-sid'],
  ] as const)('refuses an invalid request: %s %j', async (query, parameters, code) => {
    const { status, answer } = await request(query, { ...parameters });

    expect(status).toBe(400);
    expect(Object.keys(answer)).toEqual(['callSid', 'action', 'done', 'error']);
    expect(answer).toMatchObject({ done: false, error: { code, requestId: null } });
  });

  const FAULTS: readonly [HttpFault, string | undefined][] = [
    [400, '400-01'],
    [401, '401-01'],
    [403, '403-01'],
    [404, '404-01'],
    [409, '409-01'],
    [413, '413-01'],
    [422, '422-01'],
    [429, '429-01'],
    [500, '500-01'],
    [503, '503-01'],
    [{ status: 400, json: asappError(400, '203') }, '400-203'],
    ['hang', 'timeout'],
    ['html', 'bad-answer'],
    ['reset', 'ECONNRESET'],
    [{ json: { isOk: false } }, 'stream-refused'],
  ];
  const CASES = FAULTS.flatMap(([fault, code]) => [
    { fault, code, action: 'start' as const },
    { fault, code, action: 'stop' as const },
  ]).filter(({ action, code }) => action === 'start' || code !== '400-203'); // counts as done for a stop
  test.each(CASES)(
    'reports why ASAPP does not $action the transcription: $code',
    async ({ fault, code, action }) => {
      // Failures in a row would open the circuit of the shared world.
      await inWorld({}, async ({ asapp, post }) => {
        asapp.fault(`${action}-streaming`, fault);
        const { status, body } = await post(`/transcription?action=${action}`, {
          CallSid: callSid,
        });

        expect(status).toBe(502);
        expect(JSON.parse(body)).toMatchObject({ callSid, action, done: false });
        expect(JSON.parse(body).error.code).toBe(code);
      });
    },
  );

  test('reports that ASAPP is not configured', async () => {
    await inWorld({ env: { ASAPP_API_HOST: '' } }, async ({ post }) => {
      const { status, body } = await post('/transcription?action=stop', { CallSid: callSid });

      expect(status).toBe(502);
      expect(JSON.parse(body).error.code).toBe('not-configured');
    });
  });

  test('refuses a request without Twilio’s signature', async () => {
    const { status } = await world.send({
      url: `${world.origin}/transcription?action=stop&CallSid=${callSid}`,
      method: 'POST',
      headers: {},
      body: '',
    });

    expect(status).toBe(403);
  });
});
