import { hang, startServer, type TestServer } from '../support/http-server';
import { type SignedService, startSignedService } from './signed-service';

const CALL = {
  CallSid: `CA${'1'.repeat(32)}`,
  AccountSid: `AC${'2'.repeat(32)}`,
  CallStatus: 'in-progress',
};
/** The functions that send requests to ASAPP. */
const REQUESTING = ['/engage', '/call-complete', '/call-transfer-state', '/whisper', '/hand-off'];
const PROXIES = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
];

let service: SignedService;
let elsewhere: TestServer;
beforeEach(async () => {
  elsewhere = await startServer(hang);
  service = await startSignedService();
});
afterEach(async () => {
  for (const name of PROXIES) delete process.env[name];
  await service.close();
  await elsewhere.close();
});

const requestAll = async () => {
  for (const path of REQUESTING) await service.post(path, CALL);
};

test('the ASAPP secret does not follow a redirect', async () => {
  const redirect = `${elsewhere.origin}/collect`;
  service.asapp.fault('streaming-url', { redirect });
  service.asapp.fault('call-transfer', { redirect });

  await requestAll();

  expect(service.asapp.requests.length).toBeGreaterThan(0);
  expect(elsewhere.requests).toEqual([]);
});

test('the ASAPP secret does not go through a proxy from the environment', async () => {
  for (const name of PROXIES) process.env[name] = elsewhere.origin;

  await requestAll();

  expect(service.asapp.requests.length).toBeGreaterThan(0);
  expect(elsewhere.requests).toEqual([]);
});

test('the ASAPP secret goes to no host named in a request', async () => {
  const { host } = new URL(elsewhere.origin);
  const names = ['ASAPP_API_HOST', 'host', 'Host', 'origin', 'baseURL', 'url', 'proxy', 'callSid'];
  const hostile = Object.fromEntries(names.map((name) => [name, `http://${host}`]));
  for (const path of REQUESTING) await service.post(path, { ...hostile, ...CALL });

  expect(elsewhere.requests).toEqual([]);
});
