import { createServer, type Server } from 'node:http';
import { type Listening, listen } from '../../http/listen';
import { createEdge, type EdgeOptions } from '../../twilio/edge';
import { signature } from '../../twilio/signature';

const TOKEN = 'token';
let service: Listening;
let requests: string[];

beforeAll(async () => {
  const server: Server = createServer((message, response) => {
    requests.push(`${message.method} ${message.url}`);
    if (message.url !== '/slow') response.end('fine');
  });
  service = await listen(server);
});
afterAll(() => service.close());
beforeEach(() => {
  requests = [];
});

const edge = (options: Partial<EdgeOptions> = {}) =>
  createEdge({
    origin: `http://127.0.0.1:${service.port}`,
    domainName: 'svc.example',
    authToken: TOKEN,
    ...options,
  });

const post = (path: string, form: Record<string, string>, signed?: string) => ({
  url: `https://svc.example${path}`,
  method: 'POST',
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    ...(signed !== undefined && { 'x-twilio-signature': signed }),
  },
  body: new URLSearchParams(form).toString(),
});

const sign = (path: string, form: Record<string, string>) =>
  signature(TOKEN, `https://svc.example${path}`, form);

test('passes a signed request', async () => {
  const form = { CallSid: 'CA1', Odd: 'a&b=ü' };
  const answer = await edge().send(post('/engage?x=1', form, sign('/engage?x=1', form)));
  expect([answer.status, answer.body, requests]).toEqual([200, 'fine', ['POST /engage?x=1']]);
});

test.each([
  ['unsigned', undefined],
  ['signed for another path', sign('/other', { CallSid: 'CA1' })],
  ['signed for another body', sign('/engage', { CallSid: 'CA2' })],
])('refuses a request that is %s before the function runs', async (_, signed) => {
  const answer = await edge().send(post('/engage', { CallSid: 'CA1' }, signed));
  expect([answer.status, requests]).toEqual([403, []]);
});

test('passes an unsigned request to a public path', async () => {
  const answer = await edge({ publicPaths: ['/engage'] }).send(post('/engage', {}));
  expect(answer.status).toBe(200);
});

test('refuses other methods', async () => {
  const answer = await edge().send({ ...post('/engage', {}), method: 'PUT' });
  expect([answer.status, requests]).toEqual([405, []]);
});

test('answers 504 for a function that takes too long', async () => {
  const answer = await edge({ timeLimitMs: 30 }).send(post('/slow', {}, sign('/slow', {})));
  expect(answer.status).toBe(504);
});

test('answers 429 above the limit of simultaneous requests', async () => {
  const busy = edge({ concurrency: 1, timeLimitMs: 100 });
  const both = [post('/slow', {}, sign('/slow', {})), post('/a', {}, sign('/a', {}))];
  const answers = await Promise.all(both.map(busy.send));
  expect(answers.map(({ status }) => status)).toEqual([504, 429]);
});
