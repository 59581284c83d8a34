import { handler } from '../../functions/call-ended.protected';
import { recordsIn } from '../support/call-record';
import { captureConsole } from '../support/console';
import { ACCOUNT_SID, CALL, FLOW_SID, invoke } from '../support/runtime';

const written = captureConsole();
const ENDED = { ...CALL, CallStatus: 'completed', CallDuration: '42' };
const MEDIA_STREAM = { VOICE_AGENT: 'wss://agent.example/stream' };
const records = () => recordsIn(written.text().split('\n').filter(Boolean));

describe('/call-ended', () => {
  test('writes the record of a call that is over, and answers without a body', async () => {
    const Timestamp = 'Mon, 23 Nov 2026 09:00:42 +0000';
    const answer = await invoke(handler, { ...ENDED, Timestamp }, MEDIA_STREAM);

    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(records()).toMatchObject([
      { answered: '2026-11-23T09:00:00.000Z', ended: '2026-11-23T09:00:42.000Z' },
    ]);
  });

  test('sends the callback of a flow’s number on to the flow', async () => {
    const { status, body } = await invoke(handler, { ...ENDED, flowSid: FLOW_SID }, MEDIA_STREAM);

    expect({ status, body }).toEqual({ status: 302, body: '' });
    expect(records()).toHaveLength(1);
  });

  test.each(['completed', 'busy', 'no-answer', 'failed', 'canceled'])(
    'writes a record of a call that was %s',
    async (CallStatus) => {
      await invoke(handler, { ...ENDED, CallStatus }, MEDIA_STREAM);

      const endedReason = CallStatus === 'completed' ? null : 'not-answered';
      expect(records()).toMatchObject([{ status: CallStatus, endedReason }]);
    },
  );

  test.each([
    ['is in progress', { ...CALL }],
    ['has no valid CallSid', { ...ENDED, CallSid: 'CA1' }],
    ['was dialed by another call', { ...ENDED, ParentCallSid: CALL.CallSid }],
  ])('writes no record of a call that %s', async (_what, event) => {
    expect((await invoke(handler, event, MEDIA_STREAM)).status).toBe(204);
    expect(written.text()).not.toContain('call-record');
  });

  test('sends the callback on to the flow even after a bug in the function itself', async () => {
    jest.spyOn(console, 'log').mockImplementation(() => {
      throw new Error('marked');
    });
    const event = { ...ENDED, flowSid: FLOW_SID, AccountSid: ACCOUNT_SID };
    expect((await invoke(handler, event, MEDIA_STREAM)).status).toBe(302);
  });
});
