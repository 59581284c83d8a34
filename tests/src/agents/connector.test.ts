import { readConnector } from '../../../src/agents/connector';
import { readCall } from '../../../src/voice/call';
import { STREAMING_URL, startAsapp, type TestAsapp } from '../../support/asapp';
import { sendJson, startServer } from '../../support/http-server';
import { CALL, CALL_SID } from '../../support/runtime';

let asapp: TestAsapp;
beforeEach(async () => {
  asapp = await startAsapp();
});
afterEach(() => asapp.close());

const call = { ...readCall(CALL), callSid: CALL_SID };
const engagement = {
  call,
  event: CALL,
  parameters: { values: { plan: 'gold' }, leftOut: [] },
};

function connect(environment: Record<string, string>) {
  const connector = readConnector(environment, call).values;
  return connector?.(engagement, new AbortController().signal);
}

describe('the way to the voice agent', () => {
  test('leads to ASAPP by default', async () => {
    expect(await connect(asapp.environment)).toMatchObject({
      url: STREAMING_URL,
      parameters: { asapp_callTransferId: CALL_SID, plan: 'gold' },
    });
  });

  test('leads to Clerk where it is chosen', async () => {
    const clerk = await startServer(
      sendJson(200, { data: { connectUrl: 'wss://clerk.example/1' } }),
    );
    const environment = {
      VOICE_AGENT: 'clerk',
      CLERK_API_HOST: clerk.origin,
      CLERK_API_KEY: 'key',
      CLERK_INBOX_ID: `inbox-${process.pid}`,
    };
    expect(await connect(environment)).toEqual({
      url: 'wss://clerk.example/1',
      parameters: { plan: 'gold' },
      leftOut: [],
    });
    await clerk.close();
  });

  test('leads to any media-stream server, with nothing asked', async () => {
    expect(await connect({ VOICE_AGENT: 'wss://agent.example/media' })).toEqual({
      url: 'wss://agent.example/media',
      parameters: { plan: 'gold' },
      leftOut: [],
    });
  });

  test.each([
    [{}, ['ASAPP_API_HOST is missing', 'ASAPP_API_ID is missing', 'ASAPP_API_SECRET is missing']],
    [{ VOICE_AGENT: 'clerk' }, ['CLERK_API_KEY is missing', 'CLERK_INBOX_ID is missing']],
  ])(
    'is none where %j is all that is configured, and each fault is told',
    (environment, faults) => {
      expect(readConnector(environment, call)).toEqual({ values: undefined, faults });
    },
  );

  test('goes by the URL of the call', () => {
    const asked = readCall({ ...CALL, voiceAgent: 'clerk' });
    expect(readConnector(asapp.environment, asked).values).toBeUndefined();
  });
});
