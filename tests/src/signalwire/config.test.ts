import { readSignalWireConfig, readSigningKey } from '../../../src/signalwire/config';

const GOOD = {
  SIGNALWIRE_API_HOST: 'example.signalwire.com',
  SIGNALWIRE_PROJECT_ID: 'project-1',
  SIGNALWIRE_API_TOKEN: 'token-1',
};

test('the SignalWire configuration is complete with host, project ID and API token', () => {
  expect(readSignalWireConfig(GOOD)).toEqual({
    value: {
      origin: 'https://example.signalwire.com',
      projectId: 'project-1',
      apiToken: 'token-1',
    },
    problems: [],
  });
});

test.each([
  ['SIGNALWIRE_API_HOST', 'http://example.signalwire.com', 'must use https://'],
  ['SIGNALWIRE_PROJECT_ID', 'a:b', 'must not contain a colon'],
  ['SIGNALWIRE_API_TOKEN', 'a b', 'must be printable ASCII'],
  ['SIGNALWIRE_API_TOKEN', '', 'is missing'],
])('%s cannot be %j', (name, value, problem) => {
  const { value: configured, problems } = readSignalWireConfig({ ...GOOD, [name]: value });

  expect(configured).toBeUndefined();
  expect(problems).toEqual([expect.stringContaining(`${name} ${problem}`)]);
});

test('the SignalWire signing key is read on its own', () => {
  expect(readSigningKey({ SIGNALWIRE_SIGNING_KEY: 'key-1' }).value).toBe('key-1');
  expect(readSigningKey(GOOD).problems).toEqual(['SIGNALWIRE_SIGNING_KEY is missing']);
});
