import { type HttpAnswer, readTwiml } from '../../tools/simulator';
import { isTried } from '../support/cases';
import { form, type SignedService, startSignedService } from './signed-service';

const CALL_SID = `CA${'1'.repeat(32)}`;
const CALL = {
  CallSid: CALL_SID,
  AccountSid: `AC${'2'.repeat(32)}`,
  CallStatus: 'in-progress',
  From: '+15550100001',
  Direction: 'inbound',
};

/** Functions that answer with TwiML, whatever the request. */
const VOICE = [
  '/engage',
  '/call-complete',
  '/hand-off',
  '/whisper',
  '/queue-wait',
  '/queue-callback',
  '/fallback',
  '/transcribe',
];

/** What an attacker, or a flow with a mistake in it, might send as an ID. */
const HOSTILE: Readonly<Record<string, string>> = {
  'path traversal': '../../../../v1/health',
  'encoded traversal': '..%2f..%2fv1%2fhealth',
  'traversal after a CallSid': `${CALL_SID}/../../v1/health`,
  'a query': `${CALL_SID}?admin=true`,
  'a fragment': `${CALL_SID}#`,
  'another host': '@evil.example.com/',
  'line breaks': `${CALL_SID}\r\nX-Injected: yes\r\n\r\n<Response/>`,
  'an encoded line break': `${CALL_SID}%0d%0aX-Injected:%20yes`,
  'a null byte': `${CALL_SID}\u0000`,
  'an encoded null byte': `${CALL_SID}%00`,
  markup: '"/><Dial>+19005550000</Dial><Say x="',
  'a closing tag': '</Response><Response><Dial>+19005550000</Dial>',
  'an entity': '&xxe;<!DOCTYPE a [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
  'a prototype key': '__proto__',
  'half a surrogate pair': '\ud800',
  'right-to-left text': '\u202eabc',
  '100 kB': 'A'.repeat(100_000),
  'a long URL': `https://pbx.example.com/${'x'.repeat(100_000)}`,
};

/** Parameters that are used as IDs, numbers or routes somewhere. */
const NAMES = [
  'CallSid',
  'AccountSid',
  'callTransferId',
  'engagement',
  'flowSid',
  'line',
  'voiceAgent',
  'chain',
  'step',
  'outcome',
  'taskName',
  'customerId',
  'next',
  'From',
  'QueueTime',
  'DialCallStatus',
  'Digits',
];

let service: SignedService;
beforeAll(async () => {
  service = await startSignedService({ SIGNALWIRE_SIGNING_KEY: 'PSK_of-the-tests' });
  // A finished call transfer, so that nothing waits for it.
  const outputContext = { transferType: 'AGENT' };
  service.asapp.fault('call-transfer', { json: { status: 'COMPLETED', outputContext } });
});
afterAll(() => service.close());
beforeEach(() => {
  service.asapp.requests.length = 0;
  service.logs.length = 0;
});

/** TwiML that Twilio accepts and that dials only configured destinations. */
function expectGoodTwiml({ status, headers, body }: HttpAnswer, what = 'the request'): void {
  const parsed = readTwiml(body);
  expect({
    what,
    status,
    type: headers['content-type']?.split(';')[0],
    injected: headers['x-injected'],
    alerts: 'failure' in parsed ? [parsed.failure] : parsed.alerts,
    callsOthers: /<Dial[^>]*>(<Number[^>]*>)?\+1900/.test(body),
  }).toEqual({
    what,
    status: 200,
    type: 'text/xml',
    injected: undefined,
    alerts: [],
    callsOthers: false,
  });
}

/** ASAPP gets only requests to its known paths. */
function expectOnlyKnownPaths() {
  for (const { path } of service.asapp.requests) {
    expect(path).toMatch(
      /^\/(mg-(genagent|autotranscribe)\/v1\/twilio-media-stream-url(\?voiceAgentMode=\w+)?|mg-autotranscribe\/v1\/(start|stop)-streaming|generativeagent\/v1\/call-transfers\/CA[0-9a-f]{32}(-\d{1,2})?)$/i,
    );
  }
}

function expectCleanLog() {
  for (const line of service.logs) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(JSON.parse(line)).toHaveProperty('event');
    expect(line.length).toBeLessThan(4_000);
  }
}

describe.each(Object.entries(HOSTILE))('%s in a parameter', (kind, value) => {
  const hostile = Object.keys(HOSTILE).indexOf(kind);

  test.each(VOICE)(
    'cannot inject anything into the answers or the requests of %s',
    async (path) => {
      const tried = (_: string, index: number) => isTried(hostile, VOICE.indexOf(path), index);
      for (const name of NAMES.filter(tried)) {
        const { [name as 'From']: __, ...others } = CALL;
        const answer = await service.postRaw(path, form({ ...others, [name]: value }));
        expectGoodTwiml(answer, name);
      }
      expectOnlyKnownPaths();
      expectCleanLog();
    },
  );

  test('cannot break the JSON of /call-transfer-state', async () => {
    for (const name of ['CallSid', 'callTransferId', 'engagement']) {
      const { [name as 'CallSid']: __, ...others } = CALL;
      const answer = await service.postRaw(
        '/call-transfer-state',
        form({ ...others, [name]: value }),
      );
      expect([200, 400]).toContain(answer.status);
      expect(answer.headers['content-type']).toContain('application/json');
      expect(JSON.parse(answer.body)).toBeInstanceOf(Object);
    }
    expectOnlyKnownPaths();
    expectCleanLog();
  });
});

describe('a body of any shape', () => {
  const shapes: Readonly<Record<string, string>> = {
    'a parameter twice': `${form(CALL)}&CallSid=${CALL_SID}&taskName=a&taskName=b`,
    'a list parameter': `${form(CALL)}&plan[]=a&plan[]=b`,
    'nested keys': `${form(CALL)}&plan[a][b]=c`,
    'prototype keys': `${form(CALL)}&__proto__=x&__proto__[polluted]=yes&constructor[prototype][polluted]=yes&toString=x&hasOwnProperty=x`,
    'parameters without a name': `${form(CALL)}&=x&&&`,
    'bad encoding': `${form(CALL)}&plan=%E0%A4%A&other=%`,
    'a thousand names': `${form(CALL)}&${Array.from({ length: 900 }, (__, index) => `p${index}=v`).join('&')}`,
    'a value of 1 MB': `${form(CALL)}&plan=${'x'.repeat(1_000_000)}`,
    'an empty body': '',
  };

  test.each(Object.entries(shapes))(
    'gets good TwiML from every voice function: %s',
    async (_, body) => {
      for (const path of VOICE) expectGoodTwiml(await service.postRaw(path, body));
      expectOnlyKnownPaths();
      expectCleanLog();
      expect(({} as { polluted?: string }).polluted).toBeUndefined();
    },
  );

  test.each([
    ['an object', { ...CALL, plan: { a: 1 }, taskName: ['x'], line: 7, engagement: null }],
    [
      'prototype keys',
      JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{}}}'),
    ],
    ['IDs of the wrong type', { CallSid: 7, AccountSid: {}, CallStatus: [], From: true }],
  ])('gets good TwiML from every voice function as JSON: %s', async (_, body) => {
    for (const path of VOICE) {
      expectGoodTwiml(await service.postRaw(path, JSON.stringify(body), 'application/json'));
    }
    expectOnlyKnownPaths();
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  test.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('as JSON: %s, 20,000 levels deep', async (_, open, close) => {
    const deep = `${open.repeat(20_000)}"x"${close.repeat(20_000)}`;
    const body = `{"CallSid":"${CALL_SID}","plan":${deep},"ConferenceSid":${deep}}`;
    for (const path of VOICE) {
      expectGoodTwiml(await service.postRaw(path, body, 'application/json'), path);
    }
    const answer = await service.postRaw('/conference-stream', body, 'application/json');
    expect(answer.status).toBe(403);
    expect(service.logs.join('\n')).not.toContain('function-failed');
  });
});
