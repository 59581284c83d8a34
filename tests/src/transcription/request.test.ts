import { readTranscriptionRequest } from '../../../src/transcription/request';

const [ours, parent, own] = ['1', '2', '3'].map((digit) => `CA${digit.repeat(32)}`);

test.each([
  [{ callSid: ours, ParentCallSid: parent, CallSid: own }, ours],
  [{ ParentCallSid: parent, CallSid: own }, parent],
  [{ CallSid: own }, own],
  [{ callSid: 'CA1', CallSid: own }, own],
  [{ CallSid: [own, own] }, undefined],
  [{}, undefined],
])('the transcription request %j is about the call %s', (event, expected) => {
  expect(readTranscriptionRequest(event).callSid).toBe(expected);
});

test.each([
  ['call-progress-events', true],
  [undefined, false],
])(
  'a transcription request with the CallbackSource %s is a progress report: %s',
  (CallbackSource, expected) => {
    expect(readTranscriptionRequest({ CallbackSource }).isCallProgress).toBe(expected);
  },
);

test.each([
  ['start', 'start'],
  ['stop', 'stop'],
  ['Start', undefined],
  [['start', 'stop'], undefined],
])('the transcription action %j is read as %s', (action, expected) => {
  expect(readTranscriptionRequest({ action }).action).toBe(expected);
});
