import fc from 'fast-check';
import { readStreamParameters } from '../../../src/voice/stream-parameters';
import { isXmlText } from '../../../src/voice/xml-text';
import { anyCharacters } from '../../support/arbitrary';
import { runs } from '../../support/cases';
import { CALL, CALL_SID } from '../../support/runtime';

const FROM = { name: 'callerNumber', source: 'From' };

describe('stream parameters', () => {
  test('are the customer, the task, the input variables and those of the URL, in this order', () => {
    const event = { ...CALL, plan: 'gold', taskName: 'refunds', customerId: 'c-1' };
    const { values, leftOut } = readStreamParameters(event, [FROM]);
    expect(Object.entries(values)).toEqual([
      ['customerId', 'c-1'],
      ['taskName', 'refunds'],
      ['callerNumber', '+15550001111'],
      ['plan', 'gold'],
    ]);
    expect(leftOut).toEqual([]);
  });

  test('include none of Twilio’s own, and none that the service reads itself', () => {
    const event = {
      ...CALL,
      FlowEvent: 'return',
      flowSid: 'FW1',
      engagement: '2',
      line: 'sales',
      voiceAgent: 'asapp',
      voiceAgentMode: 's2s',
      callSid: CALL_SID,
      request: { headers: {} },
      isOpen: 'true',
      opensAt: 'soon',
    };
    expect(readStreamParameters(event, [])).toEqual({ values: {}, leftOut: [] });
  });

  test('come from the URL if an input variable has the same name', () => {
    const event = { ...CALL, callerNumber: 'from-url', customerId: 'c-1' };
    const variables = [FROM, { name: 'customerId', source: 'From' }];
    expect(readStreamParameters(event, variables).values).toEqual({
      callerNumber: 'from-url',
      customerId: 'c-1',
    });
  });

  test('take the customer from an input variable if the URL names none', () => {
    const variables = [{ name: 'customerId', source: 'From' }];
    expect(readStreamParameters({ ...CALL, customerId: '' }, variables).values).toEqual({
      customerId: '+15550001111',
    });
  });

  test('leave out a variable that Twilio did not send', () => {
    const variables = [{ name: 'city', source: 'FromCity' }];
    expect(readStreamParameters(CALL, variables)).toEqual({ values: {}, leftOut: [] });
  });

  test.each([
    ['reserved by ASAPP', 'asapp_callTransferId', 'x'],
    ['reserved by ASAPP, in mixed case', 'asApp_x', 'x'],
    ['repeated', 'plan', ['a', 'b']],
    ['nested', 'plan', { a: 'b' }],
    ['a number', 'plan', 7],
    ['null', 'plan', null],
    ['not valid XML', 'plan', 'a\u0000'],
    ['half a surrogate pair', 'plan', '\ud800'],
    ['too long', 'plan', 'x'.repeat(496)],
    ['not valid XML in its name', 'p\u0001', 'x'],
    ['too long by its name', 'p'.repeat(500), 'x'],
  ])('leave out and report a parameter that is %s', (_case, name, value) => {
    const { values, leftOut } = readStreamParameters({ [name]: value, other: 'o' }, []);
    expect(values).toEqual({ other: 'o' });
    expect(leftOut).toEqual([name]);
  });

  test('leave out a repeated customer or task too', () => {
    const event = { customerId: ['a', 'b'], taskName: { a: 'b' } };
    expect(readStreamParameters(event, [])).toEqual({
      values: {},
      leftOut: ['customerId', 'taskName'],
    });
  });

  test('can have 499 characters with their names', () => {
    const { values } = readStreamParameters({ plan: 'x'.repeat(495) }, []);
    expect(values.plan).toHaveLength(495);
  });

  test('are together small enough for a TwiML document', () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`p${index}`, '"'.repeat(400)]),
    );
    const { values, leftOut } = readStreamParameters(many, []);
    const characters = Object.entries(values).map(([name, value]) => `${name}${value}`.length);
    expect(characters.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(9_000);
    expect(Object.keys(values).length).toBeGreaterThan(15);
    expect(Object.keys(values).length + leftOut.length).toBe(300);
  });

  test('stay within their limits, whatever an event holds', () => {
    const name = fc.oneof(
      anyCharacters(),
      fc.string().map((text) => `a${text}`),
      fc.constantFrom('customerId', 'taskName', '__proto__', 'constructor', 'toString', 'request'),
    );
    const value = fc.oneof(
      anyCharacters(600),
      fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
      fc.array(fc.string()),
      fc.object(),
      fc.constant(undefined),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value), (event) => {
        const { values } = readStreamParameters(event, [FROM]);
        for (const [key, text] of Object.entries(values)) {
          expect(key).toMatch(/^[a-z]/);
          expect(key.length + text.length).toBeLessThan(500);
          expect(isXmlText(key + text)).toBe(true);
          expect(text).toBe(event[key]);
        }
      }),
      { numRuns: runs(1_000) },
    );
  });
});
