import type { HttpAnswer, HttpRequest } from '../../http/message';
import { Clock } from '../../twilio/clock';
import { isSigned } from '../../twilio/signature';
import { Timeline } from '../../twilio/timeline';
import { ask, type Webhook } from '../../twilio/webhook';
import { DOMAIN, pagesNetwork } from '../fixture-network';

type Send = (request: HttpRequest, attempt: number) => HttpAnswer | Promise<HttpAnswer>;

/** Asks a webhook of a service that answers as told; gives the answer and what was sent. */
async function asking(webhook: Partial<Webhook>, send: Send) {
  const sent: HttpRequest[] = [];
  const { network } = pagesNetwork(
    {},
    {
      transport: async (request) => {
        sent.push(request);
        return send(request, sent.length);
      },
    },
  );
  const clock = new Clock(0);
  const timeline = new Timeline(clock);
  const whole: Webhook = { url: `${DOMAIN}/a`, method: 'POST', parameters: { A: '1' }, ...webhook };
  const answer = await ask({ network, clock, timeline }, whole);
  return { answer, sent, timeline };
}

const fine = { status: 200, headers: { 'content-type': 'text/xml' }, body: '<Response/>' };
const status = (code: number, headers = {}): HttpAnswer => ({ status: code, headers, body: '' });

test('sends the parameters of a POST as a form, signed without the fragment', async () => {
  const { sent } = await asking({ url: `${DOMAIN}/a?x=1#rc=2` }, () => fine);
  const [request] = sent;
  expect(request).toMatchObject({ url: `${DOMAIN}/a?x=1`, method: 'POST', body: 'A=1' });
  const claimed = request?.headers['x-twilio-signature'];
  expect(isSigned('token', claimed, `${DOMAIN}/a?x=1`, { A: '1' })).toBe(true);
});

test('sends the parameters of a GET in its query, which is signed', async () => {
  const { sent } = await asking({ method: 'GET' }, () => fine);
  expect(sent[0]).toMatchObject({ url: `${DOMAIN}/a?A=1`, body: '' });
  const claimed = sent[0]?.headers['x-twilio-signature'];
  expect(isSigned('token', claimed, `${DOMAIN}/a?A=1`, {})).toBe(true);
});

test('reports a refusal as error 11200 and does not retry it', async () => {
  const { answer, sent, timeline } = await asking({}, () => status(500));
  expect(answer).toEqual({ failure: expect.objectContaining({ code: 11200 }) });
  expect(sent).toHaveLength(1);
  expect(timeline.alerts).toHaveLength(1);
});

test.each([
  ['rc=2&rp=5xx', 500, 3],
  ['rc=2&rp=4xx', 500, 1],
  ['rc=3&rp=all', 404, 4],
])('with #%s requests a URL that answers %s %s times', async (fragment, code, times) => {
  const { sent } = await asking({ url: `${DOMAIN}/a#${fragment}` }, () => status(code));
  expect(sent).toHaveLength(times);
});

test('repeats a request with the same idempotency token', async () => {
  const { sent, answer } = await asking({ url: `${DOMAIN}/a#rc=1&rp=5xx` }, (_, attempt) =>
    attempt === 1 ? status(503) : fine,
  );
  expect(answer).toMatchObject({ status: 200, body: '<Response/>' });
  expect(new Set(sent.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
});

test('retries a failed connection once by default, and reports error 11205', async () => {
  const { sent, answer } = await asking({}, () => {
    throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  });
  expect(sent).toHaveLength(2);
  expect(answer).toEqual({ failure: expect.objectContaining({ code: 11205 }) });
});

test('does not retry a broken connection, since the request may have been served', async () => {
  const { sent } = await asking({}, () => {
    throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
  });
  expect(sent).toHaveLength(1);
});

test('reports error 11200 if there is no answer within the read timeout', async () => {
  const never = ({ signal }: HttpRequest) =>
    new Promise<HttpAnswer>((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason)),
    );
  const { answer } = await asking({ url: `${DOMAIN}/a#rt=100&rc=0` }, never);
  expect(answer).toEqual({ failure: expect.objectContaining({ code: 11200 }) });
});

test('follows a redirect by GET with the same parameters, and says where the answer came from', async () => {
  const { answer, sent } = await asking({}, (_, attempt) =>
    attempt === 1 ? status(302, { location: '/b' }) : fine,
  );
  expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `POST ${DOMAIN}/a`,
    `GET ${DOMAIN}/b?A=1`,
  ]);
  expect(answer).toMatchObject({ url: `${DOMAIN}/b` });
});

test('gives up after ten redirects', async () => {
  const { answer, sent } = await asking({}, () => status(307, { location: '/again' }));
  expect(answer).toEqual({ failure: expect.objectContaining({ code: 11215 }) });
  expect(sent).toHaveLength(11);
});
