import { type LocalAsapp, startLocalAsapp } from '../../asapp/asapp';
import { type CallRequest, readCallRequest } from '../../local/call-request';
import { localPhone } from '../../local/local-phone';
import { pagesEdge } from '../fixture-network';

let asapp: LocalAsapp;
beforeAll(async () => {
  asapp = await startLocalAsapp();
});
afterAll(() => asapp.close());

/** A phone before a service that only says goodbye; `started` counts its fresh processes. */
function phone(engage = '<Say>Goodbye.</Say>') {
  const { edge } = pagesEdge({ '/engage': engage });
  const world = { started: 0 };
  const { place } = localPhone({
    service: edge,
    authToken: 'token',
    asapp,
    freshService: async () => {
      world.started += 1;
    },
  });
  const call = async (request: Partial<CallRequest>) => {
    const report = await place(readCallRequest(request));
    const { ASAPP_API_ID: id, ASAPP_API_SECRET: secret } = asapp.env;
    const headers = { 'asapp-api-id': id, 'asapp-api-secret': secret };
    const { status } = await fetch(`${asapp.url}/mg-genagent/v1/twilio-media-stream-url`, {
      headers,
    });
    return { report, status };
  };
  return { call, world };
}

test('restarts the service when the faults change, and only then', async () => {
  const { call, world } = phone();
  const faults = { streamingUrl: '503' } as const;
  const statuses: number[] = [];
  const starts: number[] = [];
  for (const request of [{}, { faults }, { faults }, {}]) {
    statuses.push((await call(request)).status);
    starts.push(world.started);
  }
  expect(statuses).toEqual([200, 503, 503, 200]);
  expect(starts).toEqual([0, 1, 1, 2]);
});

test("sends lower-case parameters in the URL, and others as Twilio's own", async () => {
  const { report } = await phone().call({ parameters: { taskName: 'billing', CallerName: 'Ann' } });
  const [asked] = report.events.filter(({ what }) => what === 'POST /engage');
  expect(asked?.details).toMatchObject({ taskName: 'billing', CallerName: 'Ann' });
});

test("shows a problem of ASAPP's socket in the call", async () => {
  const response = await fetch(`${asapp.url}/mg-genagent/v1/twilio-media-stream-url`, {
    headers: {
      'asapp-api-id': asapp.env.ASAPP_API_ID,
      'asapp-api-secret': asapp.env.ASAPP_API_SECRET,
    },
  });
  const body = await response.text();
  // One character more, and the token is no longer one that was issued.
  const url = `${body.match(/wss:[^"]+/)?.[0]}x`;
  const { report } = await phone(`<Connect><Stream url="${url}"/></Connect>`).call({});
  expect(report.events).toContainEqual(
    expect.objectContaining({
      from: 'asapp',
      what: 'finds a problem: a socket was opened with a token that is unknown',
    }),
  );
});

test('a caller waits in a queue for as long as the request says, and presses its keys', async () => {
  const queue = `<Enqueue waitUrl="/wait">support</Enqueue>`;
  const gather = `<Gather action="/key" numDigits="1"><Say>Press 1.</Say></Gather>`;
  const { edge, asked } = pagesEdge({ '/engage': queue, '/wait': gather, '/key': '<Hangup/>' });
  const { place } = localPhone({ service: edge, authToken: 'token', asapp: undefined });
  const waits = await place(readCallRequest({ queueMs: 500 }));
  const presses = await place(readCallRequest({ queueMs: 60_000, keys: ['1'] }));

  expect(waits.end).toBe('with-person');
  expect(presses.events.map(({ what }) => what)).toContain('presses 1');
  expect(asked.filter(({ path }) => path === '/key')).toHaveLength(1);
});
