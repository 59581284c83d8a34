import { type Call, readCall } from '../../../src/voice/call';
import {
  asRecorded,
  readRecording,
  recordingNotice,
  recordWhatFollows,
  startRecording,
} from '../../../src/voice/recording';
import { readSpeech } from '../../../src/voice/speech';
import { CALL, CALL_SID } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

const SPEECH = readSpeech({}).value;
const PARTY: Call = readCall(CALL);
const RUNNING: Call = { ...PARTY, recording: `${CALL_SID}-1` };
const STOPPED: Call = { ...PARTY, recording: CALL_SID };
const NOW = 1_800_000_000_000;

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

function recordingOf(environment: Record<string, string>) {
  const recording = readRecording(environment).value;
  if (!recording) throw new Error('nothing is recorded');
  return recording;
}

/** What `record` adds to a document, and the call afterwards. */
function document<T>(record: (response: InstanceType<typeof Twilio.twiml.VoiceResponse>) => T) {
  const response = new Twilio.twiml.VoiceResponse();
  const call = record(response);
  return { call, response: parseTwiml(response.toString()) };
}

describe('the recording of a line', () => {
  test.each([
    [{}, undefined],
    [{ RECORDING_NOTICE: 'We listen.', RECORDING_CALLBACK_URL: 'https://a.example' }, undefined],
    [{ RECORD: 'agent' }, { ofAgent: true, ofPerson: false }],
    [{ RECORD: 'person' }, { ofAgent: false, ofPerson: true }],
    [{ RECORD: 'all' }, { ofAgent: true, ofPerson: true }],
    [{ RECORD: 'all', RECORDING_NOTICE: 'We listen.' }, { notice: 'We listen.' }],
  ])('is read from %p', (environment, expected) => {
    const { value, problems } = readRecording(environment);
    expect(problems).toEqual([]);
    if (expected) expect(value).toMatchObject(expected);
    else expect(value).toBeUndefined();
  });

  test.each([
    [{ RECORD: 'yes' }, 'RECORD must be one of: agent, person, all'],
    [{ RECORD: 'all', RECORDING_NOTICE: '\u0001' }, 'RECORDING_NOTICE must not contain control'],
    [{ RECORD: 'all', RECORDING_CALLBACK_URL: '/done' }, 'RECORDING_CALLBACK_URL must be an https'],
  ])('names what is bad: %p', (environment, problem) => {
    expect(readRecording(environment).problems).toEqual([expect.stringContaining(problem)]);
  });
});

describe('a recording', () => {
  test('starts after the notice, with two channels and the callback', () => {
    const url = 'https://archive.example/done?a=1&b=2';
    const recording = recordingOf({ RECORD: 'all', RECORDING_CALLBACK_URL: url });
    const { call, response } = document((twiml) => startRecording(twiml, PARTY, recording, SPEECH));
    expect(verbs(response)).toEqual(['Say', 'Start']);
    expect(element(response, 'Recording').attributes).toEqual({
      name: `${CALL_SID}-${NOW}`,
      channels: 'dual',
      recordingStatusCallback: url,
    });
    expect(call.recording).toBe(`${CALL_SID}-${NOW}`);
  });

  test('that is running continues without another notice', () => {
    const { call, response } = document((twiml) =>
      startRecording(twiml, RUNNING, recordingOf({ RECORD: 'all' }), SPEECH),
    );
    expect([verbs(response), call]).toEqual([[], RUNNING]);
  });

  test('that has stopped starts again under another name, and its caller knows already', () => {
    const { call, response } = document((twiml) =>
      startRecording(twiml, STOPPED, recordingOf({ RECORD: 'agent' }), SPEECH),
    );
    expect(verbs(response)).toEqual(['Start']);
    expect(call.recording).toBe(`${CALL_SID}-${NOW}`);
  });

  test('is not made of a call without a SID, which later requests could not recognize', () => {
    const call: Call = { ...PARTY, callSid: undefined };
    const recording = recordingOf({ RECORD: 'all' });
    const { response } = document((twiml) => startRecording(twiml, call, recording, SPEECH));
    expect(verbs(response)).toEqual([]);
    expect(recordingNotice(call, recording, SPEECH)).toBeUndefined();
  });
});

describe('a resumed call', () => {
  const resumed = (from = '+15550001111', more = {}) =>
    readCall({ ...CALL, From: from, resumed: '1', ...more });

  test.each([
    ['all', `${CALL_SID}-0`],
    ['agent', `${CALL_SID}-0`],
    ['person', undefined],
  ])('is recorded already if the agent is: RECORD=%s', (RECORD, expected) => {
    expect(asRecorded(resumed(), recordingOf({ RECORD })).recording).toBe(expected);
  });

  test('keeps the recording that its URL names, also one that has stopped', () => {
    for (const recording of [`${CALL_SID}-5`, CALL_SID]) {
      const call = resumed(undefined, { recording });
      expect(asRecorded(call, recordingOf({ RECORD: 'all' })).recording).toBe(recording);
    }
  });

  test('from the Voice SDK is not trusted to be one', () => {
    const call = resumed('client:jo');
    expect(asRecorded(call, recordingOf({ RECORD: 'all' }))).toBe(call);
    expect(asRecorded(PARTY, recordingOf({ RECORD: 'all' }))).toBe(PARTY);
    expect(asRecorded(resumed(), undefined).recording).toBeUndefined();
  });
});

describe('after the agent', () => {
  const following = (call: Call, RECORD: string | undefined, mayReachPerson = true) => {
    const recording = readRecording(RECORD ? { RECORD } : {}).value;
    const done = document((twiml) =>
      recordWhatFollows(twiml, call, recording, SPEECH, mayReachPerson),
    );
    return { verbs: verbs(done.response), recording: done.call.recording };
  };

  test('a recording of the agent stops, once', () => {
    expect(following(RUNNING, 'agent')).toEqual({ verbs: ['Stop'], recording: CALL_SID });
    expect(following(STOPPED, 'agent')).toEqual({ verbs: [], recording: CALL_SID });
    expect(following(PARTY, 'agent')).toEqual({ verbs: [], recording: undefined });
  });

  test.each(['person', 'all'])('a recording of the person starts: RECORD=%s', (RECORD) => {
    expect(following(PARTY, RECORD).verbs).toEqual(['Say', 'Start']);
    expect(following(PARTY, RECORD, false).verbs).toEqual([]);
    expect(following(RUNNING, RECORD)).toEqual({ verbs: [], recording: RUNNING.recording });
  });

  test('nothing happens if nothing is recorded, nor if RECORD was unset meanwhile', () => {
    expect(following(PARTY, undefined)).toEqual({ verbs: [], recording: undefined });
    expect(following(RUNNING, undefined)).toEqual({ verbs: [], recording: RUNNING.recording });
  });
});
