import { readVoiceAgent } from '../../../src/agents/voice-agent';

const read = (VOICE_AGENT?: string, voiceAgent?: string) =>
  readVoiceAgent({ VOICE_AGENT }, { voiceAgent });

describe('the voice agent of a call', () => {
  test.each([
    [undefined, undefined, 'asapp'],
    ['clerk', undefined, 'clerk'],
    ['wss://agent.example/stream', undefined, 'wss://agent.example/stream'],
    ['clerk', 'asapp', 'asapp'],
    ['wss://agent.example/stream', 'clerk', 'clerk'],
    [undefined, 'clerk', 'clerk'],
  ])('with VOICE_AGENT %s and voiceAgent %s on the URL is %s', (variable, asked, expected) => {
    expect(read(variable, asked)).toEqual({ value: expected, problems: [] });
  });

  test('is never a server that the URL gives', () => {
    const { value: values, problems } = read('clerk', 'wss://stranger.example/');

    expect(values).toBe('clerk');
    expect(problems).toEqual(['voiceAgent must be one of: asapp, clerk']);
  });

  test.each(['Clerk', 'ws://agent.example/', 'wss://agent.example/?a=1', 'https://agent.example'])(
    'is ASAPP where VOICE_AGENT is %s, which is reported without its value',
    (variable) => {
      const { value: values, problems } = read(variable);

      expect(values).toBe('asapp');
      expect(problems).toEqual(['VOICE_AGENT must be asapp, clerk or a wss URL without a query']);
    },
  );
});
