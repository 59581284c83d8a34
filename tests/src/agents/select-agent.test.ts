import { recallContext, selectAgent } from '../../../src/agents/select-agent';
import { NotConfiguredError } from '../../../src/http/errors';
import { createLog } from '../../../src/runtime/log';
import { readCall } from '../../../src/voice/call';
import { decided, startAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { forEachTest } from '../../support/for-each-test';
import { identifiedCall } from '../../support/hand-off';
import { hang, sendJson, startServer } from '../../support/http-server';
import { CALL, CALL_SID } from '../../support/runtime';

const written = captureConsole();
const ASAPP_MISSING = ['ASAPP_API_HOST', 'ASAPP_API_ID', 'ASAPP_API_SECRET'].map(
  (name) => `${name} is missing`,
);
const CLERK_MISSING = ['CLERK_API_KEY is missing', 'CLERK_INBOX_ID is missing'];

const asapp = forEachTest(startAsapp);
beforeEach(() => {
  asapp.callTransfer = decided('AGENT', {
    currentTaskName: 'refunds',
    transferVariables: { next_action: 'marked-value' },
  });
});

/** Where the stream of a selected agent goes. */
async function streamOf(VOICE_AGENT?: string, voiceAgent?: string) {
  const clerk = await startServer(sendJson(200, { data: { connectUrl: 'wss://clerk.example/1' } }));
  const environment = {
    ...asapp.environment,
    CLERK_API_HOST: clerk.origin,
    CLERK_API_KEY: 'key',
    CLERK_INBOX_ID: `AP${process.hrtime.bigint()}`,
    VOICE_AGENT,
  };
  const { value: agent, problems } = selectAgent(environment, { voiceAgent });
  const engagement = {
    call: identifiedCall(),
    parameters: { values: {}, leftOut: [] },
    greetingMilliseconds: 0,
  };
  const { url } = await agent.connect(engagement, new AbortController().signal);
  await clerk.close();
  return { host: new URL(url).host, problems };
}

describe('the voice agent of a call', () => {
  test.each([
    [undefined, undefined, 'media.example'],
    ['clerk', undefined, 'clerk.example'],
    ['wss://agent.example/stream', undefined, 'agent.example'],
    ['clerk', 'asapp', 'media.example'],
    ['wss://agent.example/stream', 'clerk', 'clerk.example'],
    [undefined, 'clerk', 'clerk.example'],
  ])('with VOICE_AGENT=%s and voiceAgent=%s is at %s', async (variable, named, host) => {
    expect(await streamOf(variable, named)).toEqual({ host, problems: [] });
  });

  test('is never a server that the URL gives', async () => {
    expect(await streamOf('clerk', 'wss://stranger.example/')).toEqual({
      host: 'clerk.example',
      problems: ['voiceAgent must be one of: asapp, clerk'],
    });
  });

  test.each(['Clerk', 'ws://agent.example/', 'wss://agent.example/?a=1', 'https://agent.example'])(
    'is ASAPP if VOICE_AGENT is %s, which is reported without its value',
    async (variable) => {
      expect(await streamOf(variable)).toEqual({
        host: 'media.example',
        problems: ['VOICE_AGENT must be asapp, clerk or a wss URL without a query'],
      });
    },
  );
});

describe('an agent with missing keys', () => {
  const call = identifiedCall();
  const engagement = { call, parameters: { values: {}, leftOut: [] }, greetingMilliseconds: 0 };
  const deadline = new AbortController().signal;

  test('is still selected, and the missing variables are named', () => {
    expect(selectAgent({}, { voiceAgent: undefined }).problems).toEqual(ASAPP_MISSING);
    expect(selectAgent({ VOICE_AGENT: 'clerk' }, { voiceAgent: undefined }).problems).toEqual(
      CLERK_MISSING,
    );
  });

  test('fails at ASAPP in each operation, as if ASAPP were out of reach', async () => {
    const { value: agent } = selectAgent({}, call);
    await expect(agent.connect(engagement, deadline)).rejects.toThrow(NotConfiguredError);
    await expect(agent.conclude(call, deadline)).rejects.toThrow(NotConfiguredError);
    await expect(agent.recall(call, deadline)).rejects.toThrow(NotConfiguredError);
  });

  test('fails at Clerk only when a call is connected', async () => {
    const { value: agent } = selectAgent({ VOICE_AGENT: 'clerk' }, call);
    await expect(agent.connect(engagement, deadline)).rejects.toThrow(NotConfiguredError);
    expect(await agent.conclude(call, deadline)).toMatchObject({ outcome: 'completed' });
    expect(await agent.recall(call, deadline)).toBeUndefined();
  });
});

describe('the recalled context of a call', () => {
  function recall(
    event: Record<string, unknown> = CALL,
    environment: Record<string, string> = asapp.environment,
    deadline = new AbortController().signal,
  ) {
    return recallContext({ environment, log: createLog({}), deadline }, readCall(event));
  }
  const NOTHING = { taskName: undefined, transferVariables: {}, referenceVariables: {} };

  test('is read from ASAPP for the engagement of the call', async () => {
    expect(await recall({ ...CALL, engagement: '2' })).toEqual({
      conversationId: CALL_SID,
      taskName: 'refunds',
      transferVariables: { next_action: 'marked-value' },
      referenceVariables: {},
    });
    expect(asapp.requests[0]?.url).toContain(`${CALL_SID}-2`);
    expect(written.text()).toBe('');
  });

  test('is empty if ASAPP refuses, with a warning in the log', async () => {
    asapp.callTransfer = sendJson(404, { error: { requestId: 'r-1', code: '404-01' } });
    expect(await recall()).toEqual({ conversationId: CALL_SID, ...NOTHING });
    expect(written.lines()).toEqual([
      { level: 'warn', event: 'context-unknown', status: 404, code: '404-01', requestId: 'r-1' },
    ]);
  });

  test('is empty if ASAPP does not answer in time', async () => {
    asapp.callTransfer = hang;
    const deadline = new AbortController();
    const context = recall(CALL, asapp.environment, deadline.signal);
    await asapp.received(1);
    deadline.abort();
    expect(await context).toMatchObject(NOTHING);
    expect(written.find('context-unknown')).toMatchObject({ code: 'timeout' });
  });

  test('is empty, without a request, if ASAPP is not configured or did not have the call', async () => {
    expect(await recall(CALL, {})).toEqual({ conversationId: CALL_SID, ...NOTHING });
    expect(await recall({ ...CALL, CallSid: 'x' })).toEqual({
      conversationId: undefined,
      ...NOTHING,
    });
    expect(await recall({ ...CALL, voiceAgent: 'clerk' })).toMatchObject(NOTHING);
    expect(asapp.requests).toEqual([]);
  });
});
