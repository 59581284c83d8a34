import type { Answerer, CallScript } from '../../../twilio/call/script';
import { placeCall } from '../../../twilio/place-call';
import { type Page, pagesNetwork } from '../../fixture-network';

async function dial(twiml: string, script: CallScript = {}, pages: Record<string, Page> = {}) {
  const { network, asked } = pagesNetwork({
    '/engage': twiml,
    '/after': '<Say>Bye.</Say>',
    ...pages,
  });
  const report = await placeCall(network, { script });
  const after = asked.find(({ path }) => path === '/after')?.form ?? {};
  return { ...report, asked, after, codes: report.alerts.map(({ code }) => code) };
}

const number = '<Dial action="/after"><Number>+15550001111</Number></Dial>';

test.each([
  ['answered', 'completed', 'true', 'with-person'],
  ['busy', 'busy', 'false', 'goodbye'],
  ['no-answer', 'no-answer', 'false', 'goodbye'],
  ['failed', 'failed', 'false', 'goodbye'],
  ['declined', 'completed', 'false', 'goodbye'],
  ['voicemail-box', 'completed', 'true', 'with-person'],
] as const)('reports "%s" to the action as "%s"', async (answer, status, bridged, end) => {
  const report = await dial(number, { answers: [answer] });
  expect(report.after).toMatchObject({
    DialCallStatus: status,
    DialBridged: bridged,
    DialCallSid: expect.stringMatching(/^CA/),
    CallStatus: 'in-progress',
  });
  expect(report).toMatchObject({ end, codes: [] });
});

test('rings for the timeout and five seconds if nobody answers', async () => {
  const report = await dial('<Dial timeout="20">+15550001111</Dial>', { answers: ['no-answer'] });
  expect(Math.round(report.ms / 1000)).toBe(25);
});

test('runs the next verb if there is no action', async () => {
  const report = await dial('<Dial>+15550001111</Dial><Say>Nobody there.</Say>', {
    answers: ['busy'],
  });
  expect(report.end).toBe('goodbye');
});

test('connects the first of several who answers', async () => {
  const called: string[] = [];
  const answers = ({ to }: { to: string }): Answerer => {
    called.push(to);
    return to === 'client:bob' ? 'answered' : 'busy';
  };
  const twiml = `<Dial action="/after"><Number>+15550001111</Number><Client>bob</Client><Client>eve</Client></Dial>`;
  expect((await dial(twiml, { answers })).end).toBe('with-person');
  expect(called).toEqual(['+15550001111', 'client:bob']);
});

test.each([
  ['dial', 500],
  ['talk', 500],
] as const)('reports a caller who leaves during "%s" to the action', async (during, afterMs) => {
  const report = await dial(number, { hangUp: { during, afterMs } });
  expect(report.after).toMatchObject({ CallStatus: 'completed' });
  expect(report.endedWell).toBe(true);
  expect(report.events.map(({ what }) => what)).not.toContain('says "Bye."');
});

describe('a status callback', () => {
  const nouns = [
    '<Number ATTRIBUTES>+15550001111</Number>',
    '<Sip ATTRIBUTES>sip:a@b.example</Sip>',
    '<Client ATTRIBUTES>ann</Client>',
  ];
  const dialNoun = (noun: string, events: string, answers: Answerer[]) =>
    dial(
      `<Dial>${noun.replace('ATTRIBUTES', `statusCallback="/status" statusCallbackEvent="${events}"`)}</Dial>`,
      { answers },
      { '/status': { status: 204, headers: {}, body: '' } },
    );

  test.each(nouns)('reports that somebody answers at %s', async (noun) => {
    const { asked, callSid, codes } = await dialNoun(noun, 'ringing answered', ['answered']);
    expect(asked.find(({ path }) => path === '/status')?.form).toMatchObject({
      ParentCallSid: callSid,
      CallSid: expect.not.stringContaining(callSid),
      CallStatus: 'in-progress',
      CallbackSource: 'call-progress-events',
    });
    expect(codes).toEqual([]);
  });

  test.each([
    ['answered', 'busy'],
    ['completed', 'answered'],
  ] as const)('with the event %s reports nothing when the phone is %s', async (events, answer) => {
    const { asked } = await dialNoun(nouns[0] ?? '', events, [answer]);
    expect(asked.map(({ path }) => path)).not.toContain('/status');
  });
});

describe('a whisper', () => {
  const twiml =
    '<Dial action="/after" callerId="+15559990000"><Number url="/whisper">+15550001111</Number></Dial>';
  const asks = '<Gather numDigits="1" action="/accept"><Say>Press 1.</Say></Gather><Hangup/>';

  test('runs on the leg of the person who answers', async () => {
    const { asked, callSid } = await dial(twiml, {}, { '/whisper': '<Say>A caller.</Say>' });
    expect(asked.find(({ path }) => path === '/whisper')?.form).toMatchObject({
      ParentCallSid: callSid,
      CallSid: expect.not.stringContaining(callSid),
      Direction: 'outbound-dial',
      From: '+15559990000',
      To: '+15550001111',
    });
  });

  test.each([
    ['answered', 'true'],
    ['declined', 'false'],
    ['voicemail-box', 'false'],
  ] as const)('that asks for a key is "%s"', async (answer, bridged) => {
    const pages = { '/whisper': asks, '/accept': '' };
    const { after } = await dial(twiml, { answers: [answer] }, pages);
    expect(after).toMatchObject({ DialCallStatus: 'completed', DialBridged: bridged });
  });

  test('bridges a machine too if it asks for nothing', async () => {
    const pages = { '/whisper': '<Say>A caller.</Say>' };
    expect((await dial(twiml, { answers: ['voicemail-box'] }, pages)).after.DialBridged).toBe(
      'true',
    );
  });

  test('that fails leaves the caller unbridged', async () => {
    expect((await dial(twiml)).after.DialBridged).toBe('false');
  });

  test('may not dial', async () => {
    const pages = { '/whisper': '<Dial>+15550002222</Dial>' };
    expect((await dial(twiml, {}, pages)).codes).toEqual([12200]);
  });

  test('ends when the caller leaves', async () => {
    const script: CallScript = { hangUp: { during: 'whisper', afterMs: 100 } };
    const report = await dial(twiml, script, { '/whisper': '<Say>A caller with a story.</Say>' });
    expect(report.end).toBe('caller-hung-up');
    expect(report.after).toMatchObject({ CallStatus: 'completed', DialCallStatus: 'canceled' });
  });
});

describe('SIP', () => {
  const sip = (text: string) => dial(`<Dial action="/after"><Sip>${text}</Sip></Dial>`);

  test('passes X headers', async () => {
    const report = await sip('sip:a@b.example?X-Task=Pay%20bill&amp;User-to-User=00');
    const calls = report.events.find(({ what }) => what === 'calls sip:a@b.example');
    expect(calls?.details).toMatchObject({ 'X-Task': 'Pay bill', 'User-to-User': '00' });
    expect(report.after).toMatchObject({ DialSipResponseCode: '200' });
    expect(report.codes).toEqual([]);
  });

  test.each([
    ['sip:a@b.example?Task=1', 13252],
    ['sip:a@b.example?X-Task=%C3%BC', 32112],
    ['sip:a@b.example?X-Task=%0D%0AX-Evil', 32112],
    [`sip:a@b.example?X-Task=${'a'.repeat(1024)}`, 13253],
    [`sip:${'a'.repeat(255)}@b.example`, 32110],
    ['tel:+1555', 32110],
  ])('warns about a bad address or header (%#)', async (text, code) => {
    expect((await sip(text)).codes).toEqual([code]);
  });
});

test('passes client parameters', async () => {
  const report = await dial(
    '<Dial><Client><Identity>ann</Identity><Parameter name="task" value="Pay"/></Client></Dial>',
  );
  const calls = report.events.find(({ what }) => what === 'calls client:ann');
  expect(calls?.details).toEqual({ task: 'Pay' });
});

test('warns about a caller ID that Twilio would not accept', async () => {
  expect((await dial('<Dial callerId="anonymous">+15550001111</Dial>')).codes).toEqual([13214]);
});

test.each(['client:ann', 'sip:ann@pbx.example.com'])(
  'a phone is not called for %s without a caller ID',
  async (from) => {
    const { network } = pagesNetwork({ '/engage': number, '/after': '<Say>Bye.</Say>' });
    const report = await placeCall(network, { from });
    expect(report.end).toBe('goodbye');
    expect(report.alerts).toMatchObject([{ code: 13214, level: 'error' }]);
  },
);

describe('digits', () => {
  const withDigits = (digits: string) =>
    `<Dial action="/after"><Number sendDigits="${digits}">+15550001111</Number></Dial>`;

  test('are sent once somebody answers', async () => {
    const answered = await dial(withDigits('1w2#'));
    expect(answered.events.map(({ what }) => what)).toContain('sends the digits 1w2#');
    expect(answered.codes).toEqual([]);
    const busy = await dial(withDigits('12'), { answers: ['busy'] });
    expect(busy.events.map(({ what }) => what).join()).not.toContain('digits');
  });

  test('that no phone has are an error', async () => {
    expect((await dial(withDigits('1-2'))).codes).toEqual([13222]);
  });
});

describe('a SIP host that asks for credentials', () => {
  const sipCredentials = { username: 'twilio', password: 'secret' };
  const call = (attributes: string) =>
    dial(`<Dial action="/after"><Sip ${attributes}>sip:a@b.example</Sip></Dial>`, {
      sipCredentials,
    });

  test('takes a call with them', async () => {
    const { end, after } = await call('username="twilio" password="secret"');
    expect(end).toBe('with-person');
    expect(after).toMatchObject({ DialCallStatus: 'completed', DialSipResponseCode: '200' });
  });

  test.each(['', 'username="twilio"', 'username="twilio" password="wrong"'])(
    'refuses a call with %j',
    async (attributes) => {
      const { after } = await call(attributes);
      expect(after).toMatchObject({ DialCallStatus: 'failed', DialSipResponseCode: '403' });
    },
  );
});
