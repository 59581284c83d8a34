import { brief, inOrder, partiesOf, took } from '../../../../console/page/call/parties';
import type { CallEvent } from '../../../../twilio/call-event';

const webhook: CallEvent = { at: 10, from: 'twilio', to: 'service', what: 'POST /engage', ms: 50 };
const inner: CallEvent = { at: 20, from: 'service', to: 'asapp', what: 'GET /url', ms: 5 };

test('five parties have a lane in every call, others where they have a part', () => {
  expect(partiesOf([])).toEqual(['caller', 'twilio', 'service', 'asapp', 'person']);
  expect(partiesOf([{ ...webhook, to: 'studio' }])).toContain('studio');
});

test('a request stands before those that it leads to, though its answer comes later', () => {
  expect(inOrder([inner, webhook])).toEqual([webhook, inner]);
});

test('a stream ends when it ends, not when it began', () => {
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

test('SIDs are shortened, and nothing else is', () => {
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
])('what took %d ms reads as %s', (ms, words) => {
  expect(took(ms)).toBe(words);
});
