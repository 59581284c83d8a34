import { conferencePath, signalWireApi } from '../../../src/signalwire/api';

const config = { origin: 'https://example.signalwire.com', projectId: 'p-1', apiToken: 't:1' };
const api = signalWireApi(config);

test('SignalWire requests use HTTP Basic authentication', () => {
  expect(api.headers).toEqual({ Authorization: `Basic ${btoa('p-1:t:1')}` });
});

test('a conference SID cannot escape its place in a SignalWire path', () => {
  expect(conferencePath(config, '../x', '/Streams')).toBe(
    '/api/laml/2010-04-01/Accounts/p-1/Conferences/..%2Fx/Streams',
  );
});

test.each([
  [{ errors: ['Name has already been taken'] }, 'name-taken'],
  [{ errors: ['name must be unique'] }, 'name-taken'],
  [{ code: 'value_not_unique', message: 'is taken' }, 'name-taken'],
  [{ code: 21220, message: 'Conference is over', status: 400 }, '21220'],
  [{ code: 'not_found' }, 'not_found'],
  [{ errors: ['Url is invalid'] }, undefined],
  [{ code: null }, undefined],
  ['<html>', undefined],
])('the SignalWire error %j has the code %s', (body, code) => {
  expect(api.readErrorBody(body).code).toBe(code);
});
