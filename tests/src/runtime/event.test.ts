import { parameter, sid } from '../../../src/runtime/event';

const CALL_SID = `CA${'0a'.repeat(16)}`;

describe('an event parameter', () => {
  test('is its text without surrounding whitespace', () => {
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
  ])('is undefined if it is %s', (_case, event) => {
    expect(parameter(event, 'taskName')).toBeUndefined();
  });

  test('is undefined if only the prototype has it', () => {
    const event: object = Object.create({ taskName: 'inherited' });
    expect(parameter({ ...event }, 'taskName')).toBeUndefined();
    expect(parameter({}, 'constructor')).toBeUndefined();
  });
});

describe('a SID', () => {
  test('is accepted if it has the wanted prefix', () => {
    expect(sid({ CallSid: CALL_SID }, 'CallSid', 'CA')).toBe(CALL_SID);
  });

  test.each([
    ['of another kind', `AC${'0a'.repeat(16)}`],
    ['too short', CALL_SID.slice(0, -1)],
    ['too long', `${CALL_SID}0`],
    ['followed by a path', `${CALL_SID}/../x`],
    ['followed by a line break', `${CALL_SID}\nx`],
    ['in lower case', CALL_SID.toLowerCase()],
    ['not hexadecimal', `CA${'z'.repeat(32)}`],
  ])('is refused if it is %s', (_case, text) => {
    expect(sid({ CallSid: text }, 'CallSid', 'CA')).toBeUndefined();
  });
});
