import type { CallScript } from '../../../twilio/call/script';
import { placeCall } from '../../../twilio/place-call';
import { pagesNetwork } from '../../fixture-network';

async function record(twiml: string, script: CallScript = {}) {
  const { network, asked } = pagesNetwork({
    '/engage': twiml,
    '/after': '<Say>Thank you.</Say>',
    '/recorded': { status: 204, headers: {}, body: '' },
  });
  const report = await placeCall(network, { script });
  const form = (path: string) => asked.find((each) => each.path === path)?.form;
  return { ...report, asked, after: form('/after'), callback: form('/recorded') };
}

const voicemail = '<Record action="/after" recordingStatusCallback="/recorded"/>';

test('records a message that ends with a key', async () => {
  const report = await record(voicemail);
  expect(report.end).toBe('voicemail');
  expect(report.after).toMatchObject({ Digits: '#', RecordingDuration: '3' });
  expect(report.callback).toMatchObject({
    RecordingStatus: 'completed',
    RecordingSource: 'RecordVerb',
  });
});

test('records a message that ends with a hang-up', async () => {
  const report = await record(voicemail, { message: { seconds: 5, ends: 'hang-up' } });
  expect(report.end).toBe('voicemail');
  expect(report.after).toMatchObject({ Digits: 'hangup', CallStatus: 'completed' });
});

test('does not count silence as a message', async () => {
  const report = await record(voicemail, { message: { seconds: 0, ends: 'silence' } });
  expect(report).toMatchObject({ end: 'goodbye', after: { Digits: '' } });
});

test('runs the next verb without a recording, and does not request the action', async () => {
  const message = { seconds: 3, ends: 'unrecorded' } as const;
  const report = await record(`${voicemail}<Say>We heard nothing.</Say>`, { message });
  expect(report).toMatchObject({ end: 'goodbye', after: undefined, callback: undefined });
});

test('requests the document again without an action', async () => {
  const report = await record('<Record/>', { hangUp: { during: 'record', nth: 3 } });
  expect(report.asked.map(({ path }) => path)).toEqual([
    '/engage',
    '/engage',
    '/engage',
    '/engage',
  ]);
});
