import { type LocalAsapp, startLocalAsapp } from '../../asapp/asapp';
import { endpointFaults } from '../../local/asapp-faults';
import { setFaults } from '../../local/set-faults';

let asapp: LocalAsapp;
beforeAll(async () => {
  asapp = await startLocalAsapp();
});
afterAll(() => asapp.close());
afterEach(() => asapp.clearFaults());

const ask = (path: string, method = 'GET') =>
  fetch(asapp.url + path, {
    method,
    redirect: 'manual',
    headers: {
      'asapp-api-id': asapp.env.ASAPP_API_ID,
      'asapp-api-secret': asapp.env.ASAPP_API_SECRET,
    },
  });
const URL_PATH = '/mg-genagent/v1/twilio-media-stream-url';
const TRANSFER_PATH = '/generativeagent/v1/call-transfers/CA0';
const SUMMARY_PATH = '/autosummary/v1/free-text-summaries';

test.each(endpointFaults.filter((name) => /^\d+$/.test(name)))(
  'answers with the status %s',
  async (name) => {
    setFaults(asapp, { streamingUrl: name, callTransfer: name, summary: name });
    expect((await ask(URL_PATH)).status).toBe(Number(name));
    expect((await ask(TRANSFER_PATH)).status).toBe(Number(name));
    expect((await ask(SUMMARY_PATH, 'POST')).status).toBe(Number(name));
  },
);

test('redirects to a server that does not exist', async () => {
  setFaults(asapp, { streamingUrl: 'redirect' });
  const { status, headers } = await ask(URL_PATH);
  expect([status, headers.get('location')]).toEqual([302, 'https://elsewhere.invalid/']);
});

test('applies named faults', async () => {
  setFaults(asapp, { streamingUrl: 'empty-object', callTransfer: 'reset' });
  expect(await (await ask(URL_PATH)).json()).toEqual({});
  await expect(ask(TRANSFER_PATH)).rejects.toThrow('fetch failed');
});

test('can issue a streaming URL that must not be used', async () => {
  setFaults(asapp, { streamingUrl: 'ws-url' });
  expect(await (await ask(URL_PATH)).text()).toContain('"ws://');
});

test('delays answers and faults', async () => {
  setFaults(asapp, { callTransfer: '500', latencyMs: 1 });
  expect((await ask(URL_PATH)).status).toBe(200);
  expect((await ask(TRANSFER_PATH)).status).toBe(500);
  expect(asapp.requests.slice(-2)).toMatchObject([
    { fault: { latencyMs: 1 } },
    { fault: { latencyMs: 1, fault: 500 } },
  ]);
});

test('replaces all old faults by the new ones', async () => {
  setFaults(asapp, { streamingUrl: '500' });
  setFaults(asapp, {});
  expect((await ask(URL_PATH)).status).toBe(200);
});
