import { sipHeaders } from '../../../../src/hand-off/context/sip-headers';

const headers = (name: string, value: string) => sipHeaders([{ name, value }]);

describe('SIP headers', () => {
  test.each([
    ['taskName', 'X-Task-Name'],
    ['next_action', 'X-Next-Action'],
    ['line_item_number', 'X-Line-Item-Number'],
    ['SSN', 'X-SSN'],
    ['a.b[0]', 'X-A-B-0'],
    ['_a_', 'X-A'],
    ['a\r\nVia: x', 'X-A-Via-X'],
  ])('of the variable %j are named %s', (name, header) => {
    expect(headers(name, 'v')).toEqual({ kept: [`${header}=v`], leftOut: [] });
  });

  test.each(['', '---', '姓名', 'twilio_id', 'Twilio-CallSid', 'x'.repeat(61)])(
    'cannot be made of the variable %j',
    (name) => {
      expect(headers(name, 'v')).toEqual({ kept: [], leftOut: [name] });
    },
  );

  test('have no name twice, in whatever case', () => {
    const entries = ['next_action', 'nextAction', 'NEXT-ACTION'].map((name) => ({
      name,
      value: name,
    }));
    expect(sipHeaders(entries)).toEqual({
      kept: ['X-Next-Action=next_action'],
      leftOut: ['nextAction', 'NEXT-ACTION'],
    });
  });

  test('have encoded values', () => {
    expect(headers('a', 'b c;d=e,f&g?h#i%').kept).toEqual(['X-A=b%20c%3Bd%3De%2Cf%26g%3Fh%23i%25']);
  });

  test('have letters without accents, since an accent would cost the whole value', () => {
    expect(headers('name', 'Ängström é ñ').kept).toEqual(['X-Name=Angstrom%20e%20n']);
  });

  test.each([
    ['a line break', 'a\r\nX-Evil: 1'],
    ['a tab', 'a\tb'],
    ['another script', '山田'],
    ['an emoji', 'a😀'],
    ['half a surrogate pair', '\ud800'],
    ['a letter without ASCII form', 'Straße'],
    ['a sign that would lose its meaning', 'a ≠ b'],
    ['a power that would become a digit', '10²'],
    ['a fraction that would become two numbers', '1½'],
    ['an accent on nothing', '\u0301'],
  ])('leave out a value with %s', (_case, value) => {
    expect(headers('a', value)).toEqual({ kept: [], leftOut: ['a'] });
  });

  test('stay under 1024 characters together with the headers of the URI', () => {
    const entries = [1_017, 100, 2].map((length, index) => ({
      name: `n${index}`,
      value: 'v'.repeat(length),
    }));
    expect(sipHeaders(entries).kept.join('&')).toHaveLength(1_022);
    expect(sipHeaders(entries, 1).kept.join('&')).toHaveLength(113);
    expect(sipHeaders(entries, 1_023)).toEqual({ kept: [], leftOut: ['n0', 'n1', 'n2'] });
  });
});
