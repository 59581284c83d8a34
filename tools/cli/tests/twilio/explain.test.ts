import { type LocalTwilioRest, Refusal, startTwilioRest } from '../../../simulator';
import { twilioClient } from '../../twilio/client';
import { ERROR_MEANINGS } from '../../twilio/errors';
import { explained } from '../../twilio/explain';

let rest: LocalTwilioRest;

beforeAll(async () => {
  rest = await startTwilioRest();
});
afterAll(() => rest.close());

function listNumbers(password = rest.account.authToken, base = rest.url) {
  const { sid } = rest.account;
  const client = twilioClient({ accountSid: sid, username: sid, password }, base);
  return explained('list the numbers', () => client.incomingPhoneNumbers.list());
}

function fetchNumber() {
  const { sid, authToken } = rest.account;
  const client = twilioClient({ accountSid: sid, username: sid, password: authToken }, rest.url);
  return explained('read the number', () =>
    client.incomingPhoneNumbers(`PN${'1'.repeat(32)}`).fetch(),
  );
}

test.each(Object.keys(ERROR_MEANINGS).map(Number))(
  'Twilio error %i is explained, with a fix',
  async (code) => {
    rest.refuseNext(new Refusal(400, code, 'Twilio’s words'));
    await expect(listNumbers()).rejects.toMatchObject({
      message: `Twilio did not list the numbers (error ${code}: Twilio’s words). ${ERROR_MEANINGS[code]?.meaning}`,
      fix: ERROR_MEANINGS[code]?.fix,
      code,
    });
  },
);

test('a wrong Auth Token is explained without printing it', async () => {
  const token = 'e'.repeat(32);
  const failure = await listNumbers(token).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 20003, fix: expect.stringContaining('Auth Token') });
  expect(String(failure)).not.toContain(token);
});

test('an unknown Twilio error refers to its page in the documentation', async () => {
  rest.refuseNext(new Refusal(400, 99999, 'News'));
  await expect(listNumbers()).rejects.toMatchObject({
    fix: 'See https://www.twilio.com/docs/api/errors/99999.',
  });
});

test('a server error of Twilio refers to its status page', async () => {
  rest.refuseNext(new Refusal(503, 20503, 'Down'));
  await expect(listNumbers()).rejects.toMatchObject({
    fix: expect.stringContaining('status.twilio.com'),
  });
});

test('a network error says that Twilio could not be reached', async () => {
  const gone = await startTwilioRest();
  await gone.close();
  await expect(listNumbers(rest.account.authToken, gone.url)).rejects.toMatchObject({
    message: 'Twilio could not be reached to list the numbers: ECONNREFUSED.',
  });
});

test('a SID that the twilio library refuses is reported as not sent', async () => {
  const { sid, authToken } = rest.account;
  const client = twilioClient({ accountSid: sid, username: sid, password: authToken }, rest.url);
  const work = () => client.incomingPhoneNumbers('PN1/..').fetch();
  await expect(explained('read the number', work)).rejects.toMatchObject({
    message: expect.stringContaining('The request to read the number was not sent'),
  });
});

test.each([
  ['a page of a proxy', '<html>Please sign in</html>'],
  ['an answer that was cut off', '{"incoming_phone_numbers": [{"sid": "PN'],
  ['JSON of another kind', 'null'],
])('%s is reported as no answer of Twilio, and not as a wrong SID', async (_, text) => {
  rest.alterAnswers(() => text);
  await expect(listNumbers()).rejects.toMatchObject({
    message: 'The answer to the request to list the numbers is not what Twilio sends.',
    fix: expect.stringMatching(/^Look for a proxy/),
    code: 'unreadable-answer',
  });
  rest.alterAnswers(undefined);
});

test.each([
  ['a list', () => listNumbers(), '(error 99999)'],
  ['a resource', fetchNumber, '(error 99999: [HTTP 400] Bad parameter)'],
])(
  'an error in the format of RFC 9457 is explained like any other, for %s',
  async (_, work, text) => {
    rest.refuseNext(new Refusal(400, 20001, 'x'));
    rest.alterAnswers(() =>
      JSON.stringify({ type: 'about:blank', title: 'Bad parameter', status: 400, code: 99999 }),
    );
    await expect(work()).rejects.toMatchObject({
      message: expect.stringContaining(text),
      fix: 'See https://www.twilio.com/docs/api/errors/99999.',
      code: 99999,
    });
    rest.alterAnswers(undefined);
  },
);
