import { type LocalTwilioRest, startTwilioRest } from '../../../rest/start';

let rest: LocalTwilioRest;
let service: string;

beforeEach(async () => {
  rest = await startTwilioRest();
  rest.addEnvironment('voice-agent', 'dev');
  service = `/v1/Services/${rest.services[0]?.sid}`;
});
afterEach(() => rest.close());

async function post(path: string, form: Record<string, string> | URLSearchParams | FormData) {
  const { sid, authToken } = rest.account;
  const authorization = `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`;
  const body = form instanceof FormData ? form : new URLSearchParams(form);
  const answer = await fetch(rest.url + path, { method: 'POST', headers: { authorization }, body });
  // Safe: Twilio's API answers with JSON objects.
  const json = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, body: json };
}

async function upload(path: string, kind = 'Functions', visibility = 'protected') {
  const { body: resource } = await post(`${service}/${kind}`, { FriendlyName: path });
  const form = new FormData();
  form.append('Path', path);
  form.append('Visibility', visibility);
  form.append('Content', new Blob(['exports.handler = 1;']), 'engage.js');
  const { status, body } = await post(`${service}/${kind}/${resource.sid}/Versions`, form);
  expect(status).toBe(201);
  return { sid: String(body.sid), resourceSid: String(resource.sid) };
}

test('keeps the path, the visibility and the text of an uploaded function', async () => {
  const { sid } = await upload('/engage');
  expect(rest.services[0]?.versions).toEqual([
    expect.objectContaining({
      sid,
      kind: 'function',
      path: '/engage',
      visibility: 'protected',
      content: 'exports.handler = 1;',
    }),
  ]);
});

test.each(['Functions', 'Assets'])(
  'gives %s a ZH SID, and their versions a ZN SID',
  async (kind) => {
    const { sid, resourceSid } = await upload('/engage', kind);
    expect(sid).toMatch(/^ZN[0-9a-f]{32}$/);
    expect(resourceSid).toMatch(/^ZH[0-9a-f]{32}$/);
  },
);

test('refuses a build with two functions on one path', async () => {
  const [one, other] = [await upload('/engage'), await upload('/engage')];
  const form = new URLSearchParams([
    ['FunctionVersions', one.sid],
    ['FunctionVersions', other.sid],
  ]);
  const answer = await post(`${service}/Builds`, form);
  expect(answer).toMatchObject({ status: 400, body: { code: 20001 } });
});

test.each([
  ['@twilio/runtime-handler', '2.0.1', 201],
  ['@twilio/runtime-handler', '2.0.3', 400],
  ['@twilio/runtime-handler', '2.1.0', 400],
  ['twilio', 'file:../twilio', 400],
  ['twilio', '6.2.0', 201],
])('answers a build with %s@%s by %i', async (name, version, status) => {
  const Dependencies = `"${JSON.stringify([{ name, version }])}"`;
  const answer = await post(`${service}/Builds`, { Dependencies, Runtime: 'node22' });
  expect(answer.status).toBe(status);
});

test('answers 201 to a new variable, and 200 to a change of it', async () => {
  const path = `${service}/Environments/${rest.services[0]?.environments[0]?.sid}/Variables`;
  const { status, body } = await post(path, { Key: 'A', Value: 'old' });
  expect(status).toBe(201);
  const changed = await post(`${path}/${body.sid}`, { Key: 'A', Value: 'new' });
  expect(changed).toMatchObject({ status: 200, body: { sid: body.sid, value: 'new' } });
});

test('limits a variable to 450 bytes, and all of them to 3 kB', async () => {
  const path = `${service}/Environments/${rest.services[0]?.environments[0]?.sid}/Variables`;
  const set = (Key: string, Value: string) => post(path, { Key, Value });
  await expect(set('A', 'ä'.repeat(226))).resolves.toMatchObject({ status: 400 });
  for (const key of ['A', 'B', 'C', 'D', 'E', 'F']) {
    await expect(set(key, 'x'.repeat(450))).resolves.toMatchObject({ status: 201 });
  }
  await expect(set('G', 'x'.repeat(450))).resolves.toMatchObject({ body: { code: 82006 } });
});

test('refuses a service name that exists, or is malformed', async () => {
  await expect(post('/v1/Services', { UniqueName: 'voice-agent' })).resolves.toMatchObject({
    status: 409,
  });
  await expect(post('/v1/Services', { UniqueName: 'no blanks' })).resolves.toMatchObject({
    status: 400,
  });
});
