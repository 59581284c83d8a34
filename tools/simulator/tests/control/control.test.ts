import { requestCall } from '../../control/client';
import { startControl } from '../../control/server';
import type { Listening } from '../../http/listen';
import { readCallRequest } from '../../local/call-request';
import type { LocalPhone } from '../../local/local-phone';
import { placeCall } from '../../twilio/place-call';
import { pagesNetwork } from '../fixture-network';

const { network } = pagesNetwork({ '/engage': '<Say>Bye.</Say>' });
const phone: LocalPhone = { place: (_, watching) => placeCall(network, watching) };
let control: Listening;

beforeAll(async () => {
  control = await startControl(phone, 0);
});
afterAll(() => control.close());

test('streams the events of a requested call, and ends with the report', async () => {
  const told: string[] = [];
  const report = await requestCall(control.port, readCallRequest({}), ({ what }) =>
    told.push(what),
  );
  expect(report).toMatchObject({ end: 'goodbye', endedWell: true });
  expect(told).toContain('says "Bye."');
});

test('refuses a bad request with the reason', async () => {
  const bad = { ...readCallRequest({}), studio: 'yes' };
  const response = await fetch(`http://127.0.0.1:${control.port}/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(bad),
  });
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: expect.stringContaining('boolean') },
  ]);
});

test.each([
  ['GET', '/calls', {}, 404],
  ['POST', '/other', {}, 404],
  ['POST', '/calls', { 'content-type': 'text/plain' }, 415],
  ['POST', '/calls', { 'content-type': 'application/json' }, 400],
])('answers %s %s with %j by %s', async (method, path, headers, status) => {
  const body = method === 'POST' ? { body: 'not JSON' } : {};
  const response = await fetch(`http://127.0.0.1:${control.port}${path}`, {
    method,
    headers,
    ...body,
  });
  expect(response.status).toBe(status);
});

test('returns nothing if there is no control server', async () => {
  const other = await startControl(phone, 0);
  await other.close();
  expect(await requestCall(other.port, readCallRequest({}), () => {})).toBeUndefined();
});
