import { readConcluder } from '../../../src/agents/concluder';
import { readCall } from '../../../src/voice/call';
import { CALL, CALL_SID } from '../../support/runtime';

const conclude = (VOICE_AGENT: string, CallStatus?: string) => {
  const call = { ...readCall({ ...CALL, CallStatus }), callSid: CALL_SID };
  return readConcluder({ VOICE_AGENT }, call).value?.(call, AbortSignal.abort());
};

describe('an agent without a record', () => {
  test.each(['clerk', 'wss://agent.example/'])(
    'has completed a call whose caller is still there: %s',
    async (agent) => {
      expect(await conclude(agent, 'in-progress')).toEqual({ outcome: 'completed' });
      expect(await conclude(agent, undefined)).toEqual({ outcome: 'completed' });
      expect(await conclude(agent, 'completed')).toEqual({ outcome: 'caller-hung-up' });
    },
  );
});

test('ASAPP’s record cannot be read without its variables', () => {
  expect(readConcluder({}, { voiceAgent: undefined })).toEqual({
    value: undefined,
    problems: ['ASAPP_API_HOST', 'ASAPP_API_ID', 'ASAPP_API_SECRET'].map(
      (name) => `${name} is missing`,
    ),
  });
});
