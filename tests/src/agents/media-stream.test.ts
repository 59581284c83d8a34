import { mediaStream } from '../../../src/agents/media-stream';
import { identifiedCall } from '../../support/hand-off';
import { CALL } from '../../support/runtime';

const agent = mediaStream('wss://agent.example/media');
const deadline = AbortSignal.abort(); // no request is sent

describe('a media-stream server', () => {
  test('gets the parameters of the call, and none of ASAPP’s', async () => {
    const parameters = { values: { plan: 'gold' }, leftOut: ['bad'] };
    const stream = await agent.connect(
      { call: identifiedCall(), event: CALL, parameters },
      deadline,
    );
    expect(stream).toEqual({
      url: 'wss://agent.example/media',
      parameters: { plan: 'gold' },
      leftOut: [],
    });
  });

  test.each([
    ['in-progress', 'completed'],
    [undefined, 'completed'],
    ['completed', 'caller-hung-up'],
  ])('concludes a call with status %s as %s', async (CallStatus, outcome) => {
    const conclusion = await agent.conclude(identifiedCall({ CallStatus }), deadline);
    expect(conclusion).toMatchObject({ outcome, context: { transferVariables: {} } });
  });

  test('recalls nothing, since it keeps no record', async () => {
    expect(await agent.recall(identifiedCall(), deadline)).toBeUndefined();
  });
});
