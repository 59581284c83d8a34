import type { Alert, CallReport } from '../../../simulator';
import { type Answered, isOnlyLate, problemsOf, problemsOfTasks } from '../../chaos/verdict';

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

test('a call that ended well on good answers has no problems', () => {
  const callbacks = ['stream-status', 'transcription'].map((path) =>
    answer({ path, status: 204, contentType: '' }),
  );
  expect(problemsOf(report(), [answer({}), ...callbacks])).toEqual([]);
});

test.each([
  ['a bad end', report({ end: 'dropped', endedWell: false }), [], 'ended badly: dropped'],
  ['a late answer', report(), [answer({ ms: 4_001 })], 'took 4001 ms, more than 4000'],
  ['a wrong HTTP status', report(), [answer({ status: 500 })], '/engage answered 500'],
  [
    'a wrong content type',
    report(),
    [answer({ contentType: 'text/plain' })],
    'answered as text/plain',
  ],
  ['a refused document', report({ alerts: [alert(12_100)] }), [], 'Debugger says (12100)'],
])('%s is a problem of the call', (_, call, answers, words) => {
  const [problem, ...others] = problemsOf(call, answers);
  expect(problem).toContain(words);
  expect(others).toEqual([]);
});

test('HTTP 204 is a good answer to a status callback, and a problem of a function that answers TwiML', () => {
  const callback = { path: 'transcription', status: 204, contentType: '' };
  expect(problemsOf(report(), [answer(callback)])).toEqual([]);
  expect(problemsOf(report(), [answer({ ...callback, path: 'hand-off' })])).toEqual([
    '/hand-off answered 204',
  ]);
});

test('HTTP 502 for Studio is not a problem, since it says that ASAPP is out of reach', () => {
  const refusal = { path: 'call-transfer-state', status: 502, contentType: 'application/json' };
  expect(problemsOf(report(), [answer(refusal)])).toEqual([]);
});

test('alerts about failed connections, and warnings, are not problems of the service', () => {
  const alerts = [alert(11_200), alert(31_902), alert(13_214, 'warning')];
  expect(problemsOf(report({ alerts }), [])).toEqual([]);
});

test('a promised callback without a task that waits is a problem of the call', () => {
  const words = 'says "Thank you. You keep your place, and we will call you back. Goodbye."';
  const promised = report({ events: [{ at: 0, from: 'twilio', to: 'caller', what: words }] });
  const callback = { status: 'pending', attributes: '{"taskType":"callback"}' } as const;
  expect(problemsOfTasks(promised, [callback])).toEqual([]);
  expect(problemsOfTasks(promised, [{ ...callback, status: 'canceled' }])).toHaveLength(1);
  expect(problemsOfTasks(promised, [])).toHaveLength(1);
  expect(problemsOfTasks(report(), [])).toEqual([]);
});

test('a late answer with another problem is not just late', () => {
  const late = answer({ ms: 5_000 });
  expect(isOnlyLate(problemsOf(report(), [late]))).toBe(true);
  expect(isOnlyLate(problemsOf(report(), [late, answer({ status: 500 })]))).toBe(false);
  expect(isOnlyLate([])).toBe(false);
});
