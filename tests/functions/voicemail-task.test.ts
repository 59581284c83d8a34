import { handler } from '../../functions/voicemail-task.protected';
import { captureConsole } from '../support/console';
import { CALL_SID, invoke } from '../support/runtime';

const written = captureConsole();

const RECORDED = {
  CallSid: CALL_SID,
  RecordingSid: `RE${'1'.repeat(32)}`,
  RecordingStatus: 'completed',
  workflow: `WW${'a'.repeat(32)}`,
};

describe('/voicemail-task', () => {
  test('answers HTTP 500 if there is no task, so that Twilio reports the message again', async () => {
    expect(await invoke(handler, RECORDED)).toMatchObject({ status: 500, body: '' });
    expect(written.text()).toContain('voicemail-task-failed');
  });

  test.each([
    { RecordingStatus: 'absent' },
    { RecordingStatus: 'failed' },
    { RecordingDuration: '0' },
    { RecordingSid: 'RE1' },
    { workflow: 'WW1' },
  ])('has nothing to do with %j', async (event) => {
    expect(await invoke(handler, { ...RECORDED, ...event })).toMatchObject({ status: 204 });
    expect(written.text()).toContain('no-recording');
  });
});
