import { parameter, sid } from '../../../src/runtime/event';

const CALL_SID = `CA${'0a'.repeat(16)}`;

describe('a parameter of an event', () => {
  test('is its text, without blanks around it', () => {
    expect(parameter({ taskName: ' refunds\n' }, 'taskName')).toBe('refunds');
  });

  test.each([
    ['absent', {}],
    ['empty', { taskName: '' }],
    ['blank', { taskName: ' \t' }],
    ['repeated', { taskName: ['a', 'b'] }],
    ['nested', { taskName: { a: 'b' } }],
    ['a number', { taskName: 7 }],
    ['null', { taskName: null }],
  ])('is none where it is %s', (_case, event) => {
    expect(parameter(event, 'taskName')).toBeUndefined();
  });

  test('is none where only the prototype has it', () => {
    const event: object = Object.create({ taskName: 'inherited' });
    expect(parameter({ ...event }, 'taskName')).toBeUndefined();
    expect(parameter({}, 'constructor')).toBeUndefined();
  });
});

describe('a SID', () => {
  test('is taken where its kind is the wanted one', () => {
    expect(sid({ CallSid: CALL_SID }, 'CallSid', 'CA')).toBe(CALL_SID);
  });

  test.each([
    ['of another kind', `AC${'0a'.repeat(16)}`],
    ['too short', CALL_SID.slice(0, -1)],
    ['too long', `${CALL_SID}0`],
    ['with a path', `${CALL_SID}/../x`],
    ['with a line after it', `${CALL_SID}\nx`],
    ['in lower case', CALL_SID.toLowerCase()],
    ['with other than hexadecimal digits', `CA${'z'.repeat(32)}`],
  ])('is refused where it is %s', (_case, text) => {
    expect(sid({ CallSid: text }, 'CallSid', 'CA')).toBeUndefined();
  });
});
