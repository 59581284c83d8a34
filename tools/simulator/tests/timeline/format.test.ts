import { painter } from '../../timeline/colour';
import { formatEnd, formatEvent, masked } from '../../timeline/format';
import type { CallReport } from '../../twilio/place-call';

const plain = painter({ isTTY: false });

test('prints a request with its parties, its status and its document line by line', () => {
  const text = formatEvent(
    {
      at: 1200,
      ms: 34,
      from: 'twilio',
      to: 'service',
      what: 'POST /engage',
      status: 200,
      body: '<?xml version="1.0"?><Response><Dial><Number>+1</Number></Dial><Hangup/></Response>',
    },
    plain,
  );
  expect(text.split('\n').map((line) => line.trimEnd())).toEqual([
    '  1.23 s  twilio  → service  POST /engage 200 34 ms',
    '                             <Response>',
    '                               <Dial>',
    '                                 <Number>+1</Number>',
    '                               </Dial>',
    '                               <Hangup/>',
    '                             </Response>',
  ]);
});

test('prints an error with its code', () => {
  const alert = { code: 11200, level: 'error', message: 'it answered 500' } as const;
  const text = formatEvent({ at: 0, from: 'twilio', to: 'service', what: 'POST /a', alert }, plain);
  expect(text).toContain('Twilio error 11200: it answered 500');
});

test("prints a stream's frames", () => {
  const details = { framesSent: 80, mediaReceived: 40, heardMs: 800 };
  const text = formatEvent(
    { at: 0, from: 'asapp', to: 'twilio', what: 'ends the stream', details },
    plain,
  );
  expect(text).toContain('80 frames to the agent, 40 back, 800 ms of them heard');
});

const report = (part: Partial<CallReport>): CallReport => ({
  callSid: 'CA1',
  from: '+1',
  to: '+2',
  end: 'goodbye',
  endedWell: true,
  ms: 2500,
  events: [],
  alerts: [],
  ...part,
});

test('prints how the call ended', () => {
  expect(formatEnd(report({}), plain)).toBe('✔ goodbye: the caller heard a goodbye, after 2.50 s');
  const alerts = [{ code: 11200, level: 'error', message: '' } as const];
  expect(formatEnd(report({ end: 'silence', endedWell: false, alerts }), plain)).toBe(
    '✘ silence: the caller heard nothing, after 2.50 s, 1 alert',
  );
});

test('uses colours on terminals only, and not with NO_COLOR', () => {
  expect(painter({ isTTY: true }, {})('red', 'a')).toBe('\x1b[31ma\x1b[0m');
  expect(painter({ isTTY: true }, { NO_COLOR: '1' })('red', 'a')).toBe('a');
  expect(painter({ isTTY: false }, {})('red', 'a')).toBe('a');
});

test('does not print the token of a streaming URL', () => {
  const body =
    '<Response><Stream url="wss://a.example/media/eyJhbGciOiJIUzI1NiJ9.c2lnbmF0dXJl"/></Response>';
  const text = formatEvent(
    { at: 0, from: 'twilio', to: 'service', what: 'POST /engage', body },
    plain,
  );
  expect(text).toContain('<Stream url="wss://a.example/media/…"/>');
});

const line = { at: 0, from: 'twilio', to: 'service', what: 'POST /engage' } as const;

test('masks the token of a streaming URL and nothing else', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJtZWRpYSJ9.c2lnbmF0dXJl';
  const body = `<Stream url="wss://api.asapp.com/mg/twilio-media/${token}" name="a"/>`;
  expect(masked({ ...line, body }).body).toBe(
    '<Stream url="wss://api.asapp.com/mg/twilio-media/…" name="a"/>',
  );
});

test('leaves a line without a document unchanged', () => {
  expect(masked(line)).toBe(line);
});

test('masks the user name and the password of a SIP address', () => {
  const body = '<Dial><Sip url="https://a" username="twilio" password="a > b">sip:a@b</Sip></Dial>';
  const event = { at: 0, from: 'service', to: 'twilio', what: 'answers', body } as const;
  expect(masked(event).body).toBe(
    '<Dial><Sip url="https://a" username="…" password="…">sip:a@b</Sip></Dial>',
  );
});
