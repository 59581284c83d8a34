import { clientParameters } from '../../../../src/hand-off/context/client-parameters';

describe('the parameters of a client', () => {
  test('are the entries as they are', () => {
    const entries = [{ name: 'next action', value: '<a & "é">\n' }];
    expect(clientParameters(entries)).toEqual({ kept: entries, leftOut: [] });
  });

  test('leave out what XML cannot hold', () => {
    const entries = [
      { name: 'a\u0000', value: 'x' },
      { name: 'b', value: '\ud800' },
      { name: 'c', value: 'x' },
    ];
    expect(clientParameters(entries)).toEqual({
      kept: [{ name: 'c', value: 'x' }],
      leftOut: ['a\u0000', 'b'],
    });
  });

  test('have at most 1023 characters together', () => {
    const entries = [
      { name: 'a', value: 'x'.repeat(1_000) },
      { name: 'bb', value: 'x'.repeat(21) },
      { name: 'c', value: '' },
    ];
    expect(clientParameters(entries).leftOut).toEqual(['bb']);
  });
});
