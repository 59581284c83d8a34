import { xmlAnswer } from '../../http/message';
import { TAKES_OVER } from '../../twilio/network';
import { type CallOptions, placeCall } from '../../twilio/place-call';
import { DOMAIN, type Page, pagesNetwork } from '../fixture-network';

async function call(
  pages: Record<string, Page>,
  options: CallOptions = {},
  network: Parameters<typeof pagesNetwork>[1] = {},
) {
  const { network: phones, asked } = pagesNetwork(pages, network);
  const report = await placeCall(phones, options);
  return { ...report, asked, codes: report.alerts.map(({ code }) => code) };
}

const answer = (body: string, type: string, status = 200) => ({
  status,
  headers: { 'content-type': type },
  body,
});

describe('how a call ends', () => {
  test('is a goodbye after words and the end of the document', async () => {
    const report = await call({ '/engage': '<Say>Bye.</Say>' });
    expect(report).toMatchObject({ end: 'goodbye', endedWell: true, alerts: [] });
  });

  test.each(['', '<Hangup/>', '<Say> </Say>', '<Pause length="2"/>'])(
    'is silence after %j',
    async (twiml) => {
      expect(await call({ '/engage': twiml })).toMatchObject({ end: 'silence', endedWell: false });
    },
  );

  test('is "dropped" for a rejected call', async () => {
    expect((await call({ '/engage': '<Reject/>' })).end).toBe('dropped');
  });

  test('is not a goodbye if the words came before an unanswered call', async () => {
    const pages = { '/engage': '<Say>Hold on.</Say><Dial>+15550001111</Dial>' };
    expect((await call(pages, { script: { answers: ['busy'] } })).end).toBe('dropped');
  });

  test('is "caller-hung-up" if the caller hangs up', async () => {
    const script = { hangUp: { during: 'say', afterMs: 100 } } as const;
    const report = await call(
      { '/engage': '<Say>A long story.</Say><Say>More.</Say>' },
      { script },
    );
    expect(report.end).toBe('caller-hung-up');
    expect(report.events.map(({ what }) => what)).not.toContain('says "More."');
  });
});

describe('an answer that is not TwiML', () => {
  test.each([
    ['text', answer('OK', 'text/plain; charset=utf-8'), 'read-aloud', []],
    ['JSON', answer('{}', 'application/json'), 'application-error', [12300]],
    ['broken XML', answer('<Response>', 'text/xml'), 'application-error', [12100]],
    ['a refusal', answer('', 'text/xml', 500), 'application-error', [11200]],
    ['no content type', { status: 200, headers: {}, body: '' }, 'application-error', [12300]],
    ['audio', answer('RIFF', 'audio/wav'), 'goodbye', []],
    ['TwiML as text', answer('<Response><Say>Hi</Say></Response>', 'text/plain'), 'goodbye', []],
  ] as const)('%s', async (_, page, end, codes) => {
    expect(await call({ '/engage': page })).toMatchObject({ end, codes });
  });

  test('requests the fallback URL once, with the error', async () => {
    const pages: Record<string, Page> = {
      '/engage': '<Redirect>/gone</Redirect>',
      '/fallback': '<Say>Sorry.</Say>',
    };
    const report = await call(pages, { fallbackUrl: `${DOMAIN}/fallback` });
    expect(report.end).toBe('goodbye');
    expect(report.asked.at(-1)).toMatchObject({
      path: '/fallback',
      form: { ErrorCode: '11200', ErrorUrl: `${DOMAIN}/gone` },
    });
  });

  test('ends if the fallback fails too', async () => {
    const report = await call({}, { fallbackUrl: `${DOMAIN}/fallback` });
    expect(report).toMatchObject({ end: 'application-error', codes: [11200, 11200] });
  });

  test('ends documents that redirect in a loop', async () => {
    const report = await call({ '/engage': '<Redirect>/engage</Redirect>' });
    expect(report).toMatchObject({ end: 'application-error', codes: [12100] });
  });
});

describe('what a webhook is sent', () => {
  test('has the standard parameters of a voice request', async () => {
    const { asked, callSid } = await call(
      { '/engage': '' },
      { from: '+15551', to: '+15552', parameters: { CallerName: 'Ann' } },
    );
    expect(asked).toEqual([
      {
        path: '/engage',
        form: {
          AccountSid: expect.stringMatching(/^AC[0-9a-f]{32}$/),
          ApiVersion: '2010-04-01',
          CallSid: callSid,
          CallStatus: 'ringing',
          Called: '+15552',
          Caller: '+15551',
          CallerName: 'Ann',
          Direction: 'inbound',
          From: '+15551',
          To: '+15552',
        },
      },
    ]);
  });

  test('says that the call is in progress once it is answered', async () => {
    const { asked } = await call({ '/engage': '<Redirect>/b</Redirect>', '/b': '' });
    expect(asked[1]?.form.CallStatus).toBe('in-progress');
  });

  test('is followed by one status callback at the end', async () => {
    const pages = { '/engage': '<Say>Bye.</Say>', '/status': answer('', 'text/xml', 204) };
    const { asked } = await call(pages, { statusCallback: `${DOMAIN}/status` });
    expect(asked.map(({ path }) => path)).toEqual(['/engage', '/status']);
    expect(asked[1]?.form).toMatchObject({ CallStatus: 'completed', CallDuration: '1' });
  });
});

describe('places outside the service', () => {
  const pages = { '/engage': '<Redirect>https://crm.example/take?x=1</Redirect>' };

  test('takes the call over if its host does', async () => {
    const report = await call(pages, {}, { hosts: { 'https://crm.example': TAKES_OVER } });
    expect(report).toMatchObject({ end: 'with-system', endedWell: true });
  });

  test('continues with the TwiML of another server', async () => {
    const host = () => xmlAnswer('<Response><Say>This is the CRM.</Say></Response>');
    const report = await call(pages, {}, { hosts: { 'https://crm.example': host } });
    expect(report.end).toBe('goodbye');
  });

  test('fails after two attempts if there is no server', async () => {
    expect(await call(pages)).toMatchObject({ end: 'application-error', codes: [11205, 11205] });
  });

  test('takes the call over if it is a Studio Flow that is not simulated', async () => {
    const flow = `https://webhooks.twilio.com/v1/Accounts/AC1/Flows/FW${'1'.repeat(32)}`;
    const report = await call({ '/engage': `<Redirect>${flow}?FlowEvent=return</Redirect>` });
    expect(report.end).toBe('with-system');
  });
});

test('leaves out an unknown verb with a warning, and goes on', async () => {
  expect(await call({ '/engage': '<Shout/><Say>Hi</Say>' })).toMatchObject({
    end: 'goodbye',
    codes: [12200],
  });
});

test('can be hung up from outside', async () => {
  const report = await call(
    { '/engage': '<Say>Hi</Say><Redirect>/engage</Redirect>' },
    { onBegin: (live) => live.hangUp() },
  );
  expect(report.end).toBe('caller-hung-up');
});

test('counts skipped time as passed', async () => {
  const report = await call({ '/engage': '<Say>Hi</Say><Pause length="600"/>' });
  expect(report.ms).toBeGreaterThanOrEqual(600_000);
});
