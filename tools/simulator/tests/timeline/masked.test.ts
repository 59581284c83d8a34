import { masked } from '../../timeline/masked';

const line = { at: 0, from: 'twilio', to: 'service', what: 'POST /engage' } as const;

test('the token of a streaming URL is not shown, the rest of the document is', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJtZWRpYSJ9.c2lnbmF0dXJl';
  const body = `<Stream url="wss://api.asapp.com/mg/twilio-media/${token}" name="a"/>`;
  expect(masked({ ...line, body }).body).toBe(
    '<Stream url="wss://api.asapp.com/mg/twilio-media/…" name="a"/>',
  );
});

test('a line without a document stays as it is', () => {
  expect(masked(line)).toBe(line);
});
