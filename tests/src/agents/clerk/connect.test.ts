import { clerkConnector } from '../../../../src/agents/clerk/connect';
import { readCall } from '../../../../src/voice/call';
import { reading, sendJson, startServer } from '../../../support/http-server';
import { CALL, CALL_SID } from '../../../support/runtime';

describe('the stream to Clerk', () => {
  test.each([
    ['inbound', 'inbound'],
    ['outbound-api', 'outbound'],
    ['outbound-dial', 'outbound'],
    ['', 'inbound'],
  ])('of a call with direction %p is asked for as %s', async (Direction, direction) => {
    let body = '';
    const server = await startServer(
      reading(
        (text) => {
          body = text;
        },
        sendJson(200, { data: { connectUrl: 'wss://clerk.example/1' } }),
      ),
    );
    const connect = clerkConnector({ origin: server.origin, apiKey: 'k', inboxId: 'AP1' });
    const call = { ...readCall({ ...CALL, Direction }), callSid: CALL_SID };
    const parameters = { values: { plan: 'gold' }, leftOut: [] };
    const deadline = new AbortController().signal;

    const stream = await connect({ call, event: CALL, parameters }, deadline);

    expect(stream).toEqual({
      url: 'wss://clerk.example/1',
      parameters: { plan: 'gold' },
      leftOut: [],
    });
    expect(JSON.parse(body)).toEqual({ inboxExternalId: 'AP1', direction });
    await server.close();
  });
});
