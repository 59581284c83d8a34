import twilio from 'twilio';
import { twilioClient } from '../../../cli/twilio/client';
import { type LocalTwilioRest, startTwilioRest } from '../../rest/start';
import { placeCall } from '../../twilio/place-call';
import { pagesNetwork } from '../fixture-network';

let rest: LocalTwilioRest;
let client: twilio.Twilio;

beforeEach(async () => {
  rest = await startTwilioRest({
    blockedCountries: ['+44'],
    checkFlow: (definition) =>
      JSON.stringify(definition).includes('states')
        ? []
        : [{ property_path: '#/states', message: 'is required' }],
  });
  client = clientOf(rest);
});
afterEach(() => rest.close());

function clientOf({ account, url }: LocalTwilioRest, password = account.authToken) {
  const credentials = { accountSid: account.sid, username: account.sid, password };
  return twilioClient(credentials, url);
}

const refusal = (status: number, code: number) => ({ status, code });

test('refuses a wrong token as Twilio does', async () => {
  const stranger = clientOf(rest, 'f'.repeat(32));
  await expect(stranger.incomingPhoneNumbers.list()).rejects.toMatchObject(refusal(401, 20003));
});

test('lets a restricted key read but not write', async () => {
  const number = rest.addNumber('+15551230000');
  const key = { sid: `SK${'1'.repeat(32)}`, secret: 'secret', readOnly: true };
  rest.account.keys.push(key);
  const restricted = twilioClient(
    { accountSid: rest.account.sid, username: key.sid, password: key.secret },
    rest.url,
  );
  await expect(restricted.incomingPhoneNumbers.list()).resolves.toHaveLength(1);
  await expect(
    restricted.incomingPhoneNumbers(number.sid).update({ voiceUrl: 'https://a.example' }),
  ).rejects.toMatchObject(refusal(403, 70051));
});

test("keeps a number's settings, and finds it by a part of it", async () => {
  const { sid } = rest.addNumber('+15551230000');
  rest.addNumber('+15551230001');
  await client.incomingPhoneNumbers(sid).update({
    voiceUrl: 'https://a.example/engage',
    voiceFallbackUrl: 'https://a.example/fallback',
    statusCallback: 'https://a.example/status',
  });
  const [found, ...others] = await client.incomingPhoneNumbers.list({ phoneNumber: '1230000' });
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    phoneNumber: '+15551230000',
    voiceUrl: 'https://a.example/engage',
    voiceMethod: 'POST',
    voiceFallbackUrl: 'https://a.example/fallback',
    statusCallback: 'https://a.example/status',
    voiceReceiveMode: 'voice',
  });
});

test('prints the URLs and the trunk that a number lacks as null', async () => {
  const { sid } = rest.addNumber('+15551230000');
  const empty = { voiceUrl: null, voiceFallbackUrl: null, trunkSid: null };
  const number = client.incomingPhoneNumbers(sid);
  await expect(number.fetch()).resolves.toMatchObject(empty);
  await number.update({ voiceUrl: 'https://a.example', trunkSid: `TK${'2'.repeat(32)}` });
  const cleared = await number.update({ voiceUrl: '', trunkSid: '' });
  expect(cleared).toMatchObject({ ...empty, statusCallback: '', voiceApplicationSid: '' });
});

test('lists numbers in pages', async () => {
  for (let i = 100; i < 220; i++) rest.addNumber(`+15551230${i}`);
  const numbers = await client.incomingPhoneNumbers.list({ pageSize: 50 });
  expect(new Set(numbers.map(({ sid }) => sid)).size).toBe(120);
});

test('sets either an application or a trunk on a number', async () => {
  const { sid } = rest.addNumber('+15551230000', { trunk_sid: `TK${'2'.repeat(32)}` });
  const application = rest.addApplication();
  const bound = await client.incomingPhoneNumbers(sid).update({
    voiceApplicationSid: application.sid,
  });
  expect(bound).toMatchObject({ voiceApplicationSid: application.sid, trunkSid: null });
});

test.each([
  [{ voiceFallbackUrl: 'https://a.example/fallback' }, 21405],
  [{ voiceUrl: 'a.example/engage' }, 21402],
  [{ voiceUrl: 'https://a.example', voiceMethod: 'PUT' }, 21403],
  [{ voiceApplicationSid: `AP${'0'.repeat(32)}` }, 21420],
])('refuses the update %j of a number with %i', async (update, code) => {
  const { sid } = rest.addNumber('+15551230000');
  await expect(client.incomingPhoneNumbers(sid).update(update)).rejects.toMatchObject(
    refusal(400, code),
  );
});

test.each([
  ['+15559990000', 'no-number', 21212],
  ['+15559990000', '+15550000000', 21210],
  ['5559990000', '+15551230000', 21211],
  ['+447700900000', '+15551230000', 21215],
])('refuses a call to %s from %s with %i', async (to, from, code) => {
  rest.addNumber('+15551230000');
  const call = client.calls.create({ to, from, url: 'https://a.example/engage' });
  await expect(call).rejects.toMatchObject({ code });
});

test('creates, reads and ends a call, and refuses to change it afterwards', async () => {
  rest.addNumber('+15551230000');
  const { sid } = await client.calls.create({
    to: '+15559990000',
    from: '+15551230000',
    url: 'https://a.example/engage',
    statusCallbackEvent: ['answered', 'completed'],
  });
  expect(rest.calls[0]?.parameters.StatusCallbackEvent).toEqual(['answered', 'completed']);
  await expect(client.calls(sid).fetch()).resolves.toMatchObject({ status: 'queued' });
  await client.calls(sid).update({ status: 'completed' });
  await expect(client.calls(sid).update({ twiml: '<Response/>' })).rejects.toMatchObject({
    code: 21220,
  });
});

test('starts a stream on a call and stops it by its name', async () => {
  rest.addNumber('+15551230000');
  const call = await client.calls.create({
    to: '+15559990000',
    from: '+15551230000',
    twiml: '<Response/>',
  });
  await client.calls(call.sid).streams.create({ url: 'wss://a.example/stream', name: 'one' });
  await client.calls(call.sid).streams('one').update({ status: 'stopped' });
  expect(rest.streams).toMatchObject([{ name: 'one', status: 'stopped' }]);
});

test('answers 200 to a stream that was started on a call', async () => {
  const { account, url } = rest;
  rest.addNumber('+15551230000');
  const call = await client.calls.create({
    to: '+15559990000',
    from: '+15551230000',
    twiml: '<Response/>',
  });
  const answer = await client.request({
    method: 'post',
    uri: `${url}/2010-04-01/Accounts/${account.sid}/Calls/${call.sid}/Streams.json`,
    data: { Url: 'wss://a.example/stream' },
  });
  expect(answer.statusCode).toBe(200);
});

test('adds a revision with each update of a flow, and does not publish an invalid one', async () => {
  const flow = await client.studio.v2.flows.create({
    friendlyName: 'Agent',
    status: 'published',
    definition: { states: [] },
  });
  const next = await client.studio.v2.flows(flow.sid).update({ status: 'draft', definition: {} });
  expect(next).toMatchObject({ revision: 2, valid: false, friendlyName: 'Agent' });
  await expect(
    client.studio.v2.flows(flow.sid).update({ status: 'published' }),
  ).rejects.toMatchObject({ status: 400, details: { errors: [{ property_path: '#/states' }] } });
  const published = await client.studio.v2.flows(flow.sid).revisions('LatestPublished').fetch();
  expect(published).toMatchObject({ revision: 1, definition: { states: [] } });
});

test('prints the revisions of a flow without its webhook URL and its warnings', async () => {
  const { account, url } = rest;
  const flow = rest.addFlow().sid;
  const get = async (path: string): Promise<string> => {
    const { body } = await client.request({ method: 'get', uri: `${url}/v2/Flows/${flow}${path}` });
    return JSON.stringify(body);
  };
  const webhook = `https://webhooks.twilio.com/v1/Accounts/${account.sid}/Flows/${flow}`;
  expect(await get('')).toContain(webhook);
  for (const path of ['/Revisions', '/Revisions/LatestPublished']) {
    const text = await get(path);
    expect(text).toContain(flow);
    expect(text).not.toMatch(/webhook_url|warnings/);
  }
});

test('reports what is wrong with a flow', async () => {
  const validate = (definition: object) =>
    client.studio.v2.flowValidate.update({ friendlyName: 'Agent', status: 'draft', definition });
  await expect(validate({ states: [] })).resolves.toMatchObject({ valid: true });
  await expect(validate({})).rejects.toBeInstanceOf(twilio.RestException);
});

test('finds a workflow only in its workspace', async () => {
  const sid = `WW${'3'.repeat(32)}`;
  const workspace = `WS${'4'.repeat(32)}`;
  rest.workflows.push({ sid, workspace_sid: workspace, friendly_name: 'Support' });
  const { workspaces } = client.taskrouter.v1;
  await expect(workspaces(workspace).workflows(sid).fetch()).resolves.toMatchObject({ sid });
  await expect(
    workspaces(`WS${'5'.repeat(32)}`)
      .workflows(sid)
      .fetch(),
  ).rejects.toMatchObject(refusal(404, 20404));
});

test('knows the queues that calls wait in, by name, and how many fit in', async () => {
  const workflow = `WW${'1'.repeat(32)}`;
  const { network } = pagesNetwork({
    '/engage': '<Enqueue>support</Enqueue>',
    '/flex': `<Enqueue workflowSid="${workflow}"/>`,
  });
  for (const path of ['/engage', '/flex']) {
    await placeCall(network, {
      voiceUrl: network.serviceOrigin + path,
      onBegin: (call) => void rest.addCall(call),
    });
  }

  const [named, ofWorkflow] = await client.queues.list();
  expect(named).toMatchObject({ friendlyName: 'support', currentSize: 0, maxSize: 1_000 });
  expect(ofWorkflow).toMatchObject({ friendlyName: workflow, currentSize: 0, maxSize: 100 });
  const queue = client.queues(ofWorkflow?.sid ?? '');
  await expect(queue.update({ maxSize: 5_001 })).rejects.toMatchObject(refusal(400, 20001));
  await queue.update({ maxSize: 500 });
  await expect(queue.fetch()).resolves.toMatchObject({ maxSize: 500 });
});
