import { queryParameters, withQuery } from '../../../../src/hand-off/context/query-parameters';

describe('the query of a Redirect', () => {
  test('has names that Liquid can read, and encoded values', () => {
    const entries = [
      { name: 'taskName', value: 'a b&c=d+é' },
      { name: 'line-item.number', value: '7' },
    ];
    expect(queryParameters(entries)).toEqual({
      kept: ['context_taskName=a%20b%26c%3Dd%2B%C3%A9', 'context_line_item_number=7'],
      leftOut: [],
    });
  });

  test('has no name twice', () => {
    const entries = ['a-b', 'a.b'].map((name) => ({ name, value: name }));
    expect(queryParameters(entries)).toEqual({ kept: ['context_a_b=a-b'], leftOut: ['a.b'] });
  });

  test.each(['', '-', '姓名'])(
    'leaves out a variable named %j, which has no usable character',
    (name) => {
      expect(queryParameters([{ name, value: 'x' }])).toEqual({ kept: [], leftOut: [name] });
    },
  );

  test.each(['\u0000', '\ud800', 'a\ufffe'])('leaves out a value with %j', (value) => {
    expect(queryParameters([{ name: 'a', value }])).toEqual({ kept: [], leftOut: ['a'] });
  });

  test('has at most 1500 characters', () => {
    const entries = [1_400, 200, 5].map((length, index) => ({
      name: `n${index}`,
      value: 'x'.repeat(length),
    }));
    const { kept, leftOut } = queryParameters(entries);
    expect(kept.join('&').length).toBeLessThanOrEqual(1_500);
    expect(leftOut).toEqual(['n1']);
  });
});

describe('a URL with a query', () => {
  test.each([
    ['https://a.example/b', 'https://a.example/b?c=d&e=f'],
    ['https://a.example/b?x=y', 'https://a.example/b?x=y&c=d&e=f'],
    ['https://a.example/b#rc=2', 'https://a.example/b?c=d&e=f#rc=2'],
    ['https://a.example/b?x=y#rc=2#z', 'https://a.example/b?x=y&c=d&e=f#rc=2#z'],
    ['https://a.example/b#', 'https://a.example/b?c=d&e=f#'],
  ])('%s becomes %s', (url, expected) => {
    expect(withQuery(url, ['c=d', 'e=f'])).toBe(expected);
  });

  test('is unchanged if there is nothing to add', () => {
    expect(withQuery('https://a.example/b?#', [])).toBe('https://a.example/b?#');
  });
});
