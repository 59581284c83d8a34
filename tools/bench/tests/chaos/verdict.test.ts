import type { Alert, CallReport } from '../../../simulator';
import { type Answered, faultsOf, isOnlyLate } from '../../chaos/verdict';

const report = (change: Partial<CallReport> = {}): CallReport => ({
  callSid: 'CA1',
  from: '+1',
  to: '+2',
  end: 'goodbye',
  endedWell: true,
  ms: 1,
  events: [],
  alerts: [],
  ...change,
});
const answer = (change: Partial<Answered>): Answered => ({
  path: 'engage',
  status: 200,
  contentType: 'text/xml; charset=utf-8',
  ms: 5,
  ...change,
});
const alert = (code: number, level: Alert['level'] = 'error'): Alert => ({
  code,
  level,
  message: 'words',
});

test('nothing is wrong with a call that ended well on good answers', () => {
  const callbacks = ['stream-status', 'transcription'].map((path) =>
    answer({ path, status: 204, contentType: '' }),
  );
  expect(faultsOf(report(), [answer({}), ...callbacks])).toEqual([]);
});

test.each([
  ['an end', report({ end: 'dropped', endedWell: false }), [], 'ended badly: dropped'],
  ['a late answer', report(), [answer({ ms: 4_001 })], 'took 4001 ms, more than 4000'],
  ['a status', report(), [answer({ status: 500 })], '/engage answered 500'],
  ['a type', report(), [answer({ contentType: 'text/plain' })], 'answered as text/plain'],
  ['a document', report({ alerts: [alert(12_100)] }), [], 'complains (12100)'],
])('%s is found wrong', (_, call, answers, words) => {
  const [fault, ...others] = faultsOf(call, answers);
  expect(fault).toContain(words);
  expect(others).toEqual([]);
});

test('Studio may be told that ASAPP is out of reach', () => {
  const refusal = { path: 'call-transfer-state', status: 502, contentType: 'application/json' };
  expect(faultsOf(report(), [answer(refusal)])).toEqual([]);
});

test('broken connections and warnings are what faults are made of', () => {
  const alerts = [alert(11_200), alert(31_902), alert(13_214, 'warning')];
  expect(faultsOf(report({ alerts }), [])).toEqual([]);
});

test('a late answer is told from one that is wrong as well', () => {
  const late = answer({ ms: 5_000 });
  expect(isOnlyLate(faultsOf(report(), [late]))).toBe(true);
  expect(isOnlyLate(faultsOf(report(), [late, answer({ status: 500 })]))).toBe(false);
  expect(isOnlyLate([])).toBe(false);
});
