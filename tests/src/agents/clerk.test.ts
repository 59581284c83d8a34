import { clerk } from '../../../src/agents/clerk';
import { identifiedCall } from '../../support/hand-off';
import { reading, sendJson, startServer } from '../../support/http-server';

describe('the stream to Clerk', () => {
  test.each([
    ['inbound', 'inbound'],
    ['outbound-api', 'outbound'],
    ['outbound-dial', 'outbound'],
    ['', 'inbound'],
  ])('of a call with direction %p is requested as %s', async (Direction, direction) => {
    let body = '';
    const server = await startServer(
      reading(
        (text) => {
          body = text;
        },
        sendJson(200, { data: { connectUrl: 'wss://clerk.example/1' } }),
      ),
    );
    const agent = clerk({ origin: server.origin, apiKey: 'k', inboxId: 'AP1' });
    const call = identifiedCall({ Direction });
    const parameters = { values: { plan: 'gold' }, leftOut: [] };
    const deadline = new AbortController().signal;

    const stream = await agent.connect({ call, parameters, greetingMilliseconds: 0 }, deadline);

    expect(stream).toEqual({
      url: 'wss://clerk.example/1',
      parameters: { plan: 'gold' },
      leftOut: [],
    });
    expect(JSON.parse(body)).toEqual({ inboxExternalId: 'AP1', direction });
    await server.close();
  });
});
