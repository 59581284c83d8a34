import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpRequest } from '../../tools/simulator';
import { form, ROOT, type SignedService, signed, startSignedService } from './signed-service';

const CALL = {
  CallSid: `CA${'1'.repeat(32)}`,
  AccountSid: `AC${'2'.repeat(32)}`,
  CallStatus: 'in-progress',
  From: '+15550100001',
};

/** SignalWire's events carry another signature, which the function itself checks. */
const PUBLIC = ['conference-stream'];

const files = readdirSync(join(ROOT, 'dist/functions'));
const paths = files
  .filter((file) => file.endsWith('.protected.js'))
  .map((file) => `/${file.replace('.protected.js', '')}`);

let service: SignedService;
beforeAll(async () => {
  service = await startSignedService({ SIGNALWIRE_SIGNING_KEY: 'PSK_of-the-tests' });
});
afterAll(() => service.close());

test('every function is protected except those that check another signature themselves', () => {
  const others = files.filter((file) => !file.endsWith('.protected.js'));
  expect(others).toEqual(PUBLIC.map((name) => `${name}.js`));
});

describe.each(paths)('%s', (path) => {
  const url = () => service.origin + path;
  const refused = async (request: HttpRequest) => {
    const before = service.asapp.requests.length;
    expect((await service.send(request)).status).toBe(403);
    expect(service.asapp.requests).toHaveLength(before);
  };

  test('accepts a request signed by Twilio', async () => {
    const { status } = await service.send(signed(url(), CALL));
    // /transcription itself refuses a request without an action.
    expect([200, 204, 400]).toContain(status);
  });

  test('refuses a request without a signature', async () => {
    const { 'x-twilio-signature': _, ...headers } = signed(url(), CALL).headers;
    await refused({ ...signed(url(), CALL), headers });
  });

  test('refuses a request with a wrong signature', async () => {
    const request = signed(url(), CALL);
    const headers = { ...request.headers, 'x-twilio-signature': 'bm90IGEgc2lnbmF0dXJl' };
    await refused({ ...request, headers });
  });

  test('refuses a request signed for another URL', async () => {
    const replayed = signed(`${service.origin}/another`, CALL);
    await refused({ ...replayed, url: url() });
    await refused({ ...signed(url(), CALL), url: `${url()}?step=7` });
  });

  test('refuses a GET request with the signature of a POST', async () => {
    await refused({ ...signed(url(), CALL), method: 'GET', body: '' });
    await refused({
      ...signed(url(), CALL),
      method: 'GET',
      body: '',
      url: `${url()}?${form(CALL)}`,
    });
  });

  test('refuses a request with a changed body', async () => {
    const body = form({ ...CALL, From: '+15550109999' });
    await refused({ ...signed(url(), CALL), body });
    await refused({ ...signed(url(), CALL), body: `${form(CALL)}&line=sales` });
  });

  test('refuses other HTTP methods', async () => {
    const { status } = await service.send({ ...signed(url(), CALL), method: 'PUT' });
    expect(status).toBe(405);
  });
});

test('/conference-stream refuses requests not signed by SignalWire, even with Twilio’s signature', async () => {
  const answer = await service.post('/conference-stream', { ...CALL, ConferenceSid: 'CF1' });
  expect(answer.status).toBe(403);
  const raw = await service.postRaw('/conference-stream', form(CALL));
  expect(raw.status).toBe(403);
});
