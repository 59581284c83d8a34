import { brief, inOrder, partiesOf, took } from '../../../../console/page/call/parties';
import type { CallEvent } from '../../../../twilio/call-event';

const webhook: CallEvent = { at: 10, from: 'twilio', to: 'service', what: 'POST /engage', ms: 50 };
const inner: CallEvent = { at: 20, from: 'service', to: 'asapp', what: 'GET /url', ms: 5 };

test('every call has five lanes, and more if other parties take part', () => {
  expect(partiesOf([])).toEqual(['caller', 'twilio', 'service', 'asapp', 'person']);
  expect(partiesOf([{ ...webhook, to: 'studio' }])).toContain('studio');
});

test('a request comes before the requests that it causes', () => {
  expect(inOrder([inner, webhook])).toEqual([webhook, inner]);
});

test('the end of a stream is shown when it ends', () => {
  const ends: CallEvent = {
    at: 5,
    from: 'asapp',
    to: 'twilio',
    what: 'ends the stream',
    ms: 100,
    details: { framesSent: 5 },
  };
  expect(inOrder([ends, webhook])).toEqual([webhook, ends]);
});

test('only SIDs are shortened', () => {
  const sid = `CA${'0123'.repeat(8)}`;
  expect(brief(`GET /call-transfers/${sid}`)).toBe('GET /call-transfers/CA0123…');
  expect(brief(`POST /v1/Accounts/AC${'0'.repeat(32)}/Flows/FW${'1'.repeat(32)}`)).toBe(
    'POST /…/Flows/FW1111…',
  );
  expect(brief('POST /engage')).toBe('POST /engage');
});

test.each([
  [3, '3 ms'],
  [4.6, '5 ms'],
  [999.7, '1.00 s'],
  [6143, '6.14 s'],
])('shows %d ms as %s', (ms, words) => {
  expect(took(ms)).toBe(words);
});
