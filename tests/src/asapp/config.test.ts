import { readAsappConfig } from '../../../src/asapp/config';

const COMPLETE = {
  ASAPP_API_HOST: 'api.sandbox.asapp.com',
  ASAPP_API_ID: 'id',
  ASAPP_API_SECRET: 'mark-of-the-secret',
};

describe('the configuration of ASAPP', () => {
  test('is complete with host, id and secret', () => {
    expect(readAsappConfig(COMPLETE)).toEqual({
      values: {
        origin: 'https://api.sandbox.asapp.com',
        apiId: 'id',
        apiSecret: 'mark-of-the-secret',
        voiceAgentMode: undefined,
      },
      faults: [],
    });
  });

  test.each(['ASAPP_API_HOST', 'ASAPP_API_ID', 'ASAPP_API_SECRET'])(
    'is none without %s',
    (name) => {
      expect(readAsappConfig({ ...COMPLETE, [name]: '' })).toEqual({
        values: undefined,
        faults: [`${name} is missing`],
      });
    },
  );

  test('names all that is bad, and none of its values', () => {
    const { values, faults } = readAsappConfig({
      ASAPP_API_HOST: 'http://api.asapp.com',
      ASAPP_API_SECRET: 'mark of\nthe secret',
      ASAPP_VOICE_AGENT_MODE: 'mark',
    });
    expect(values).toBeUndefined();
    expect(faults).toHaveLength(4);
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'ASAPP_API_HOST',
      'ASAPP_API_ID',
      'ASAPP_API_SECRET',
      'ASAPP_VOICE_AGENT_MODE',
    ]);
    expect(faults.join()).not.toContain('mark');
  });

  test('stands with an unknown mode, which is reported and left to ASAPP', () => {
    const { values, faults } = readAsappConfig({ ...COMPLETE, ASAPP_VOICE_AGENT_MODE: 'turbo' });
    expect(values).toMatchObject({ apiId: 'id', voiceAgentMode: undefined });
    expect(faults).toEqual(['ASAPP_VOICE_AGENT_MODE must be one of: cascade, s2s']);
  });
});
