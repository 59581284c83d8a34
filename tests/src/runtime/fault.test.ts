import { faultFields } from '../../../src/runtime/fault';

describe('a fault', () => {
  test('is told by the kind of the error and its first three places in the code', () => {
    const { code, faults } = faultFields(new TypeError('mark-of-a-value'));
    expect(code).toBe('TypeError');
    expect(faults).toHaveLength(3);
    expect(faults?.[0]).toContain('fault.test.ts');
    expect(faults?.join()).not.toContain('mark-of-a-value');
  });

  test('is not told by a line of its message that looks like a place', () => {
    const { faults } = faultFields(new Error('look\n    at +15550001111'));
    expect(faults?.join()).not.toContain('+15550001111');
  });

  test('may have no places', () => {
    const error = new Error('x');
    delete error.stack;
    expect(faultFields(error)).toEqual({ code: 'Error', faults: [] });
  });

  test.each([
    [undefined, 'undefined'],
    [null, 'object'],
    ['mark-of-a-value', 'string'],
    [{ message: 'mark-of-a-value' }, 'object'],
  ])('that is no error, such as %p, is told by its type', (thrown, code) => {
    expect(faultFields(thrown)).toEqual({ code });
  });
});
