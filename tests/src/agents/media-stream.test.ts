import { mediaStream } from '../../../src/agents/media-stream';
import { identifiedCall } from '../../support/hand-off';

const agent = mediaStream('wss://agent.example/media');
const deadline = AbortSignal.abort(); // no request is sent

describe('a media-stream server', () => {
  test('gets the parameters of the call, and none of ASAPP’s', async () => {
    const parameters = { values: { plan: 'gold' }, leftOut: ['bad'] };
    const stream = await agent.connect(
      { call: identifiedCall(), parameters, greetingMilliseconds: 0 },
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

  test.each([
    [-10, 'failed'], // the greeting was shorter than expected
    [0, 'failed'],
    [14, 'failed'],
    [15, 'completed'],
    [600, 'completed'],
  ])('concludes a stream that was over after %d s as %s', async (seconds, outcome) => {
    jest.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
    const connectedAt = String(1_800_000_000 - seconds);
    const conclusion = await agent.conclude(identifiedCall({ connectedAt }), deadline);
    jest.restoreAllMocks();
    expect(conclusion.outcome).toBe(outcome);
  });

  test('recalls nothing, since it keeps no record', async () => {
    expect(await agent.recall(identifiedCall(), deadline)).toBeUndefined();
  });
});
