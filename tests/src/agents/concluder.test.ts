import { readConcluder } from '../../../src/agents/concluder';
import { readCall } from '../../../src/voice/call';
import { decided, startAsapp, type TestAsapp } from '../../support/asapp';
import { CALL, CALL_SID } from '../../support/runtime';

let asapp: TestAsapp;
beforeEach(async () => {
  asapp = await startAsapp();
  asapp.callTransfer = decided('AGENT');
});
afterEach(() => asapp.close());

function conclude(environment: Record<string, string>, event: Record<string, unknown> = CALL) {
  const call = { ...readCall(event), callSid: CALL_SID };
  return readConcluder(environment, call).values?.(call, new AbortController().signal);
}

describe('what a voice agent decided', () => {
  test('is told by ASAPP where ASAPP had the call', async () => {
    expect(await conclude(asapp.environment)).toMatchObject({ outcome: 'agent' });
  });

  test.each(['clerk', 'wss://agent.example/media'])(
    'by %s is told by the end of its stream: completed, unless the caller left',
    async (VOICE_AGENT) => {
      const environment = { ...asapp.environment, VOICE_AGENT };
      expect(await conclude(environment)).toEqual({ outcome: 'completed' });
      expect(await conclude(environment, { ...CALL, CallStatus: 'completed' })).toEqual({
        outcome: 'caller-hung-up',
      });
      expect(asapp.requests).toEqual([]);
    },
  );

  test('cannot be told where ASAPP is not configured', () => {
    const { values, faults } = readConcluder({ VOICE_AGENT: 'x' }, readCall(CALL));
    expect(values).toBeUndefined();
    expect(faults).toHaveLength(4);
  });
});
