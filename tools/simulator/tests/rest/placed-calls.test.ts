import { setTimeout } from 'node:timers/promises';
import type { Twilio } from 'twilio';
import { twilioClient } from '../../../cli/twilio/client';
import { startWorld, type World, xmlAnswer } from '../..';

const CALLER = '+15550106001';
const CALLED = '+15550106002';
const PERSON = '+15550106003';
const PACE = 0.05;

let world: World<'rest'>;
let client: Twilio;
let now: () => number;
let answers: Record<string, string>;

beforeEach(async () => {
  now = Date.now;
  answers = {};
  world = await startWorld({
    with: ['rest'],
    rest: { now: () => now(), concurrentCalls: 5 },
    pace: PACE,
    env: { AGENT_DESTINATION: PERSON, RING_SECONDS: '5' },
    hosts: {
      'https://twiml.example': ({ url }) => xmlAnswer(answers[new URL(url).pathname] ?? ''),
    },
  });
  world.rest.addNumber(CALLER);
  world.rest.addNumber(CALLED, { voice_url: `${world.origin}/engage` });
  const { sid, authToken } = world.rest.account;
  client = twilioClient({ accountSid: sid, username: sid, password: authToken }, world.rest.url);
});
afterEach(async () => {
  for (const live of world.rest.liveCalls.values()) live.hangUp();
  for (const live of world.rest.liveCalls.values()) await live.over;
  await world.close();
});

const place = (twiml: string, to = CALLED) =>
  client.calls.create({ from: CALLER, to, twiml: `<Response>${twiml}</Response>` });

async function over(sid: string) {
  for (;;) {
    const call = await client.calls(sid).fetch();
    if (['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(call.status)) return call;
    await setTimeout(20);
  }
}

const inboundTo = async (to: string) =>
  (await client.calls.list({ to, from: CALLER })).find(({ direction }) => direction === 'inbound');

const bind = (to: string, twiml: string) => {
  answers[`/${to}`] = `<Response>${twiml}</Response>`;
  world.rest.addNumber(to, { voice_url: `https://twiml.example/${to}`, voice_method: 'GET' });
};

describe('a call placed to a number of the account', () => {
  test('is two legs with CallSids of their own, and ends when its TwiML does', async () => {
    const { sid } = await place('<Pause length="3"/>');
    expect(await over(sid)).toMatchObject({ status: 'completed', direction: 'outbound-api' });
    const inbound = await inboundTo(CALLED);
    expect(inbound).toMatchObject({ from: CALLER, parentCallSid: null });
    expect(inbound?.sid).not.toBe(sid);
    expect(await over(String(inbound?.sid))).toMatchObject({ status: 'completed' });
  });

  test('is heard at the other end: keys that it plays are those of the caller', async () => {
    bind('+15550106004', '<Gather action="/pressed" timeout="20"/>');
    answers['/pressed'] = '<Response><Say>Thank you.</Say></Response>';
    const { sid } = await place('<Pause/><Play digits="ww42"/><Pause length="9"/>', '+15550106004');
    await over(sid);
    const inbound = await inboundTo('+15550106004');
    const { timeline } = world.rest.liveCalls.get(String(inbound?.sid)) ?? {};
    expect(timeline?.events.map(({ what }) => what)).toContain('presses 42');
    expect(timeline?.events.map(({ what }) => what)).toContain('says "Thank you."');
  });

  test('can gather the keys that are played to it, and record', async () => {
    bind('+15550106004', '<Pause/><Say>Press.</Say><Play digits="7"/><Pause length="20"/>');
    answers['/heard'] =
      '<Response><Record maxLength="2" action="https://twiml.example/end"/></Response>';
    answers['/end'] = '<Response/>';
    const gather = '<Gather action="https://twiml.example/heard" method="GET" timeout="15"/>';
    const { sid } = await place(gather, '+15550106004');
    await over(sid);
    expect(world.rest.liveCalls.get(sid)?.recordings).toHaveLength(1);
    expect(await client.calls(sid).recordings.list()).toHaveLength(1);
  });

  test.each([
    ['<Reject reason="busy"/>', 'busy'],
    ['<Pause length="60"/>', 'no-answer'],
  ])('to a number with %s is %s', async (twiml, status) => {
    bind('+15550106004', twiml);
    const { sid } = await place('<Pause/>', '+15550106004');
    expect((await over(sid)).status).toBe(status);
  });

  test('to a number without a voice URL has failed, without an alert', async () => {
    world.rest.addNumber('+15550106004');
    const { sid } = await place('<Pause/>', '+15550106004');
    expect((await over(sid)).status).toBe('failed');
    expect(await client.monitor.v1.alerts.list()).toEqual([]);
  });

  test('can be hung up by REST at any moment', async () => {
    const { sid } = await place('<Pause length="600"/>');
    await client.calls(sid).update({ status: 'completed' });
    expect((await over(sid)).status).toBe('completed');
    await over(String((await inboundTo(CALLED))?.sid));
  });

  test('is refused with error 10004 beyond the account’s calls at once', async () => {
    const busy = '+15550106004';
    bind(busy, '<Say>Hello.</Say><Pause length="600"/>');
    await place('<Pause length="600"/>', busy);
    await place('<Pause length="600"/>', busy);
    await expect(place('<Pause/>', busy)).rejects.toMatchObject({ code: 10004 });
  });
});

describe('a person at a number of the account', () => {
  async function childOf(twiml: string) {
    bind(PERSON, twiml);
    const { sid } = await place('<Pause length="60"/>');
    await over(sid);
    const inbound = await inboundTo(CALLED);
    const [child, ...others] = await client.calls.list({ parentCallSid: String(inbound?.sid) });
    expect(others).toEqual([]);
    return child;
  }

  test('who answers is a child of the call, and a leg of the number', async () => {
    const child = await childOf('<Play digits="1"/><Say>Hello.</Say><Pause length="2"/>');
    expect(child).toMatchObject({ to: PERSON, direction: 'outbound-dial', status: 'completed' });
    expect((await inboundTo(PERSON))?.sid).not.toBe(child?.sid);
  });

  test.each([
    ['<Reject reason="busy"/>', 'busy'],
    ['<Pause length="60"/>', 'no-answer'],
  ])('with %s is %s', async (twiml, status) => {
    expect((await childOf(twiml))?.status).toBe(status);
  });
});

describe('what Twilio keeps of a call', () => {
  test('are notifications and alerts, also of what is no problem', async () => {
    const { sid } = await place('<Pause length="30"/>');
    await over(sid);
    const inbound = String((await inboundTo(CALLED))?.sid);
    const codes = (await client.calls(inbound).notifications.list()).map((one) => one.errorCode);
    expect(codes).toContain('31921');
    const alerts = await client.monitor.v1.alerts.list({ logLevel: 'error' });
    expect(alerts.find(({ resourceSid }) => resourceSid === inbound)?.errorCode).toBe('31921');
    expect(await client.monitor.v1.alerts.list({ endDate: new Date(0) })).toEqual([]);
  });

  test('are its requests, 15 minutes after its end', async () => {
    const { sid } = await place('<Pause length="1"/>');
    await over(sid);
    const inbound = String((await inboundTo(CALLED))?.sid);
    await over(inbound);
    expect(await client.calls(inbound).events.list()).toEqual([]);
    now = () => Date.now() + 16 * 60_000;
    const [first] = await client.calls(inbound).events.list();
    expect(first?.request).toMatchObject({
      url: `${world.origin}/engage`,
      method: 'POST',
      parameters: { call_sid: inbound, call_status: 'ringing' },
    });
    expect(first?.response).toMatchObject({ response_code: 200 });
  });
});

test('the list of calls can be filtered by start time and status', async () => {
  const { sid } = await place('<Pause length="1"/>');
  await over(sid);
  const before = new Date(Date.now() - 3_600_000);
  const after = new Date(Date.now() + 3_600_000);
  const sids = async (filter: object) => (await client.calls.list(filter)).map((one) => one.sid);
  expect(await sids({ startTimeAfter: before, status: 'completed' })).toContain(sid);
  expect(await sids({ startTimeAfter: after })).toEqual([]);
  expect(await sids({ startTimeBefore: before })).toEqual([]);
  expect(await sids({ status: 'busy' })).toEqual([]);
});
