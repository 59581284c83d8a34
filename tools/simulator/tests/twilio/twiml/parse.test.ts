import { readTwiml } from '../../../twilio/twiml/parse';

const codes = (xml: string) => {
  const parsed = readTwiml(xml);
  return 'failure' in parsed
    ? [parsed.failure.code]
    : parsed.alerts.map(({ code, message }) => `${code} ${message}`);
};

test('reads verbs in order, with attributes, children and text', () => {
  const parsed = readTwiml(
    '<?xml version="1.0"?><Response><Say voice="man">Hi &amp; <break/>bye</Say><Dial><Number>+1</Number></Dial></Response>',
  );
  expect(parsed).toMatchObject({
    alerts: [],
    verbs: [
      { name: 'Say', attributes: { voice: 'man' }, text: 'Hi & bye' },
      { name: 'Dial', children: [{ name: 'Number', text: '+1' }] },
    ],
  });
});

test.each([
  ['nothing', ''],
  ['plain text', 'OK'],
  ['an open tag', '<Response><Say>'],
  ['a bare ampersand', '<Response><Say>a & b</Say></Response>'],
  ['a control character', '<Response><Say>\u0001</Say></Response>'],
  ['another root', '<html></html>'],
])('rejects %s', (_, xml) => {
  expect(codes(xml)).toEqual([12100]);
});

test('rejects a document over 64 kB', () => {
  expect(codes(`<Response><Say>${'é'.repeat(40_000)}</Say></Response>`)).toEqual([11750]);
});

test.each([
  ['<Shout/>', '12200 <Shout> is not allowed in <Response>'],
  ['<Say speed="2">x</Say>', '12200 <Say> has no attribute "speed"'],
  ['<Connect>x</Connect>', '12200 <Connect> must not contain text'],
  ['<Number>+1</Number>', '12200 <Number> is not allowed in <Response>'],
  ['<Gather><Dial>+1</Dial></Gather>', '12200 <Dial> is not allowed in <Gather>'],
])('leaves out %s with a warning', (inside, alert) => {
  expect(codes(`<Response>${inside}</Response>`)).toEqual([alert]);
});
