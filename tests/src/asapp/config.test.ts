import { readAsappConfig } from '../../../src/asapp/config';

const COMPLETE = {
  ASAPP_API_HOST: 'api.sandbox.asapp.com',
  ASAPP_API_ID: 'id',
  ASAPP_API_SECRET: 'mark-of-the-secret',
};

describe('the ASAPP configuration', () => {
  test('is complete with host, ID and secret', () => {
    expect(readAsappConfig(COMPLETE)).toEqual({
      value: {
        origin: 'https://api.sandbox.asapp.com',
        apiId: 'id',
        apiSecret: 'mark-of-the-secret',
        voiceAgentMode: undefined,
      },
      problems: [],
    });
  });

  test.each(['ASAPP_API_HOST', 'ASAPP_API_ID', 'ASAPP_API_SECRET'])(
    'is undefined without %s',
    (name) => {
      expect(readAsappConfig({ ...COMPLETE, [name]: '' })).toEqual({
        value: undefined,
        problems: [`${name} is missing`],
      });
    },
  );

  test('names every bad variable but none of the values', () => {
    const { value, problems } = readAsappConfig({
      ASAPP_API_HOST: 'http://api.asapp.com',
      ASAPP_API_SECRET: 'mark of\nthe secret',
      ASAPP_VOICE_AGENT_MODE: 'mark',
    });
    expect(value).toBeUndefined();
    expect(problems).toHaveLength(4);
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'ASAPP_API_HOST',
      'ASAPP_API_ID',
      'ASAPP_API_SECRET',
      'ASAPP_VOICE_AGENT_MODE',
    ]);
    expect(problems.join()).not.toContain('mark');
  });

  test('is still used with an unknown mode, which is reported and left to ASAPP', () => {
    const { value, problems } = readAsappConfig({
      ...COMPLETE,
      ASAPP_VOICE_AGENT_MODE: 'turbo',
    });
    expect(value).toMatchObject({ apiId: 'id', voiceAgentMode: undefined });
    expect(problems).toEqual(['ASAPP_VOICE_AGENT_MODE must be one of: cascade, s2s']);
  });
});
