import { setImmediate } from 'node:timers/promises';
import { FaultPlan } from '../../http/faults';
import { PortInUse } from '../../http/listen';
import { type LocalApi, startApi } from '../../http/server';

const faults = new FaultPlan<'thing'>();
let api: LocalApi<'thing'>;

beforeAll(async () => {
  api = await startApi({
    faults,
    errorBody: (status) => ({ error: status }),
    gate: ({ headers }) => (headers.key === 'good' ? undefined : { status: 401 }),
    endpoints: [
      {
        name: 'thing',
        method: 'GET',
        path: /^\/things\/([^/]+)$/,
        answer: ({ matched }) => ({ status: 200, json: { id: matched[0] } }),
      },
    ],
  });
});

afterAll(() => api.close());
beforeEach(() => faults.clear());

const ask = (init: RequestInit = {}) =>
  fetch(`${api.url}/things/a%20b`, { headers: { key: 'good' }, redirect: 'manual', ...init });

test('passes the decoded groups of the path to the endpoint', async () => {
  const response = await ask();
  expect([response.status, await response.json()]).toEqual([200, { id: 'a b' }]);
});

test('stops a request without the right key at the gate', async () => {
  expect((await ask({ headers: {} })).status).toBe(401);
});

test("answers an unknown path with 404 and the vendor's error body", async () => {
  const response = await fetch(`${api.url}/nothing`);
  expect([response.status, await response.json()]).toEqual([404, { error: 404 }]);
});

test.each([
  [503, { status: 503, body: '{"error":503}' }],
  ['empty-object', { status: 200, body: '{}' }],
  [{ json: { streamingUrl: 1 } }, { status: 200, body: '{"streamingUrl":1}' }],
  [
    { latencyMs: 1, fault: 429 },
    { status: 429, body: '{"error":429}' },
  ],
  [{ latencyMs: 1 }, { status: 200, body: '{"id":"a b"}' }],
] as const)('answers with the fault %j', async (fault, expected) => {
  faults.set('thing', fault);
  const response = await ask();
  expect({ status: response.status, body: await response.text() }).toEqual(expected);
});

test('answers with a web page instead of JSON', async () => {
  faults.set('thing', 'html');
  const response = await ask();
  expect(response.headers.get('content-type')).toBe('text/html');
  expect(await response.text()).toContain('<title>');
});

test('answers with a redirect', async () => {
  faults.set('thing', { redirect: 'http://127.0.0.1:9/elsewhere' });
  const response = await ask();
  expect(response.headers.get('location')).toBe('http://127.0.0.1:9/elsewhere');
});

test('answers with a body larger than any sensible limit', async () => {
  faults.set('thing', 'huge');
  expect((await (await ask()).text()).length).toBeGreaterThan(10_000_000);
});

test('never answers with "hang", and records the request without a status', async () => {
  faults.set('thing', 'hang');
  const before = api.requests.length;
  const patience = new AbortController();
  const answer = ask({ signal: patience.signal });
  while (api.requests.length === before) await setImmediate();
  patience.abort();
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  expect(api.requests.at(-1)).not.toHaveProperty('status');
});

test('begins a body that never ends with "drip"', async () => {
  faults.set('thing', 'drip');
  const patience = new AbortController();
  const response = await ask({ signal: patience.signal });
  expect(response.status).toBe(200);
  const body = response.text();
  setTimeout(() => patience.abort(), 120);
  await expect(body).rejects.toMatchObject({ name: 'AbortError' });
});

test('resets the connection', async () => {
  faults.set('thing', 'reset');
  await expect(ask()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
});

test('applies a fault for the given number of requests, the newest fault first', async () => {
  faults.set('thing', 503, 2);
  faults.set('thing', 429, 1);
  const statuses = [await ask(), await ask(), await ask(), await ask()].map(({ status }) => status);
  expect(statuses).toEqual([429, 503, 503, 200]);
});

test('names a port that is in use, and says what to do', async () => {
  const port = Number(new URL(api.url).port);
  const second = startApi({ faults, errorBody: String, endpoints: [], port });
  await expect(second).rejects.toBeInstanceOf(PortInUse);
  await expect(second).rejects.toThrow(`port ${port} is in use`);
});
