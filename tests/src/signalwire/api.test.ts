import { conferencePath, NAME_TAKEN, signalWireApi } from '../../../src/signalwire/api';

const CONFIG = { origin: 'https://example.signalwire.com', projectId: 'p 1', apiToken: 't' };
const { headers, keyId, readProblem } = signalWireApi(CONFIG);

describe('SignalWire', () => {
  test('is asked by HTTP Basic, and known by the project alone', () => {
    expect(headers).toEqual({
      Authorization: `Basic ${Buffer.from('p 1:t').toString('base64')}`,
    });
    expect(keyId).toBe('p 1');
  });

  test('has its conferences under the project', () => {
    expect(conferencePath(CONFIG, 'a/../b', '/Streams')).toBe(
      '/api/laml/2010-04-01/Accounts/p%201/Conferences/a%2F..%2Fb/Streams',
    );
  });

  test.each([
    [{ code: 21201, message: 'marked' }, { code: '21201' }],
    [{ code: 'not_found' }, { code: 'not_found' }],
    [{ code: null, message: 'marked' }, {}],
    [{ errors: ['Url is invalid'] }, {}],
    [{ errors: ['Name has already been taken'] }, { code: NAME_TAKEN }],
    [{ code: 'value_not_unique' }, { code: NAME_TAKEN }],
    [{ message: 'A stream with this name exists' }, { code: NAME_TAKEN }],
    ['<html>', {}],
    [undefined, {}],
    [{ errors: [{ toString: 1 }] }, {}],
  ])('tells of an error %j: %j', (body, problem) => {
    expect(readProblem(body)).toEqual(problem);
  });
});
