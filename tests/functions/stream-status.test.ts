import { handler } from '../../functions/stream-status.protected';
import { captureConsole } from '../support/console';
import { CALL_SID, invoke } from '../support/runtime';

const written = captureConsole();
const STREAM = { CallSid: CALL_SID, StreamSid: `MZ${'5'.repeat(32)}` };

describe('/stream-status', () => {
  test.each([
    ['stream-started', 'info'],
    ['stream-stopped', 'info'],
    ['stream-error', 'warn'],
  ])('logs %s at level %s and answers without a body', async (StreamEvent, level) => {
    const event = {
      ...STREAM,
      StreamEvent,
      StreamError: 'wss://media.example/marked-token refused',
    };
    const answer = await invoke(handler, event);
    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(written.lines()).toMatchObject([{ level, callSid: CALL_SID, status: StreamEvent }]);
    expect(written.text()).not.toContain('marked-token');
  });

  test.each([{}, { StreamEvent: '+15550001111' }, { StreamEvent: ['stream-error', 'x'] }])(
    'logs %j without a status',
    async (event) => {
      expect((await invoke(handler, { ...STREAM, ...event })).status).toBe(204);
      expect(written.lines()).toEqual([
        { level: 'info', event: 'stream-status', callSid: CALL_SID },
      ]);
    },
  );

  test('answers after a bug in the function itself', async () => {
    jest.spyOn(console, 'log').mockImplementationOnce(() => {
      throw new Error('marked');
    });
    expect((await invoke(handler, { ...STREAM, StreamEvent: 'stream-started' })).status).toBe(204);
  });
});
