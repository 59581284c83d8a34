import { readVoiceAgent } from '../../../src/agents/voice-agent';

const SERVER = 'wss://agent.example/media';

describe('the voice agent of a call', () => {
  test.each([
    [undefined, undefined, 'asapp'],
    ['clerk', undefined, 'clerk'],
    [SERVER, undefined, SERVER],
    ['clerk', 'asapp', 'asapp'],
    [undefined, 'clerk', 'clerk'],
  ])('configured as %p and asked for as %p is %s', (VOICE_AGENT, voiceAgent, expected) => {
    expect(readVoiceAgent({ VOICE_AGENT }, { voiceAgent })).toEqual({
      values: expected,
      faults: [],
    });
  });

  test('is never a server that a URL names: what stands there may come from a caller', () => {
    const { values, faults } = readVoiceAgent({ VOICE_AGENT: 'clerk' }, { voiceAgent: SERVER });
    expect(values).toBe('clerk');
    expect(faults).toEqual(['voiceAgent must be one of: asapp, clerk']);
  });

  test.each(['marked', 'ws://marked.example/', 'wss://marked.example/?a=b', 'toString'])(
    'configured as %s is ASAPP, and the fault is told without the value',
    (VOICE_AGENT) => {
      const { values, faults } = readVoiceAgent({ VOICE_AGENT }, { voiceAgent: undefined });
      expect(values).toBe('asapp');
      expect(faults).toEqual([expect.stringMatching(/^VOICE_AGENT must be asapp, clerk or /)]);
      expect(faults.join()).not.toContain('marked');
    },
  );
});
