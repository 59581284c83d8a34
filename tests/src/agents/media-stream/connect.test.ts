import { mediaStreamConnector } from '../../../../src/agents/media-stream/connect';
import { readCall } from '../../../../src/voice/call';
import { CALL, CALL_SID } from '../../../support/runtime';

describe('the stream to a media-stream server', () => {
  test('carries the parameters of the call, and none of ASAPP’s', async () => {
    const connect = mediaStreamConnector('wss://agent.example/media');
    const call = { ...readCall(CALL), callSid: CALL_SID };
    const parameters = { values: { plan: 'gold' }, leftOut: ['bad'] };
    expect(await connect({ call, event: CALL, parameters }, AbortSignal.abort())).toEqual({
      url: 'wss://agent.example/media',
      parameters: { plan: 'gold' },
      leftOut: [],
    });
  });
});
