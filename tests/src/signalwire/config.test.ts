import { readSignalWireConfig, readSigningKey } from '../../../src/signalwire/config';

const COMPLETE = {
  SIGNALWIRE_API_HOST: 'example.signalwire.com',
  SIGNALWIRE_PROJECT_ID: 'project-1',
  SIGNALWIRE_API_TOKEN: 'marked-token',
};

describe('the configuration of SignalWire', () => {
  test('is complete with host, project and token', () => {
    expect(readSignalWireConfig(COMPLETE)).toEqual({
      values: {
        origin: 'https://example.signalwire.com',
        projectId: 'project-1',
        apiToken: 'marked-token',
      },
      faults: [],
    });
  });

  test.each(Object.keys(COMPLETE))('is none without %s', (name) => {
    expect(readSignalWireConfig({ ...COMPLETE, [name]: undefined })).toEqual({
      values: undefined,
      faults: [`${name} is missing`],
    });
  });

  test('has no project with a colon, which would end it in the credentials', () => {
    const environment = { ...COMPLETE, SIGNALWIRE_PROJECT_ID: 'marked:1' };
    expect(readSignalWireConfig(environment).faults).toEqual([
      'SIGNALWIRE_PROJECT_ID must not hold a colon',
    ]);
  });
});

describe('the signing key', () => {
  test('is a variable of its own', () => {
    expect(readSigningKey({ SIGNALWIRE_SIGNING_KEY: 'k' })).toEqual({ values: 'k', faults: [] });
    expect(readSigningKey({})).toEqual({
      values: undefined,
      faults: ['SIGNALWIRE_SIGNING_KEY is missing'],
    });
  });
});
