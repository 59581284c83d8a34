import { readConnector } from '../../../src/agents/connector';
import { readCall } from '../../../src/voice/call';
import { CALL, CALL_SID } from '../../support/runtime';

const call = { ...readCall(CALL), callSid: CALL_SID };

describe('the way to the agent', () => {
  test('leads to any media-stream server without anybody being asked', async () => {
    const { value: connect, problems } = readConnector(
      { VOICE_AGENT: 'wss://agent.example/' },
      call,
    );
    const parameters = { values: { plan: 'gold' }, leftOut: ['x'] };

    expect(problems).toEqual([]);
    expect(await connect?.({ call, event: CALL, parameters }, AbortSignal.abort())).toEqual({
      url: 'wss://agent.example/',
      parameters: { plan: 'gold' },
      leftOut: [],
    });
  });

  test.each([
    ['asapp', ['ASAPP_API_HOST', 'ASAPP_API_ID', 'ASAPP_API_SECRET']],
    ['clerk', ['CLERK_API_KEY', 'CLERK_INBOX_ID']],
  ])('to %s is missing without its variables, and only those are named', (VOICE_AGENT, names) => {
    const { value: values, problems } = readConnector({ VOICE_AGENT }, call);

    expect(values).toBeUndefined();
    expect(problems).toEqual(names.map((name) => `${name} is missing`));
  });
});
