import { taskAttributes } from '../../../../src/hand-off/context/task-attributes';
import { readCall } from '../../../../src/voice/call';
import type { CallContext } from '../../../../src/voice/call-context';
import { CALLER, learned } from '../../../support/hand-off';
import { CALL, CALL_SID } from '../../../support/runtime';

/** The attributes of the task of a call, and the names of what was left out of them. */
function attributes(context: CallContext, call = CALLER) {
  const { json, leftOut } = taskAttributes({ call, outcome: 'agent', context });
  expect(json.length).toBeLessThanOrEqual(3_000);
  const value: Record<string, unknown> = JSON.parse(json);
  return { value, leftOut };
}

describe('the attributes of a task', () => {
  test('have what Flex shows and counts, and what the agent learned', () => {
    const context = learned(
      { next_action: 'refund' },
      { taskName: 'refunds', referenceVariables: { customerName: 'Ann', nested: { a: [1] } } },
    );
    expect(attributes(context)).toEqual({
      value: {
        type: 'inbound',
        direction: 'inbound',
        name: '+15550001111',
        customerName: 'Ann',
        conversations: { conversation_id: CALL_SID, outcome: 'agent' },
        outcome: 'agent',
        conversationId: CALL_SID,
        taskName: 'refunds',
        transferVariables: { next_action: 'refund' },
        referenceVariables: { customerName: 'Ann', nested: { a: [1] } },
      },
      leftOut: [],
    });
  });

  test('have the summary at the top, and not among the conversations of Flex Insights', () => {
    const { value } = attributes(learned({ summary: 'x' }, { summary: 'They want a refund.' }));
    expect(value).toMatchObject({
      summary: 'They want a refund.',
      conversations: { conversation_id: CALL_SID, outcome: 'agent' },
      transferVariables: { summary: 'x' },
    });
  });

  test.each(['x'.repeat(3_000), 'a\ufffe'])('leave out a summary that does not fit', (summary) => {
    const { value, leftOut } = attributes(learned({ a: 1 }, { summary }));
    expect(value).toMatchObject({ transferVariables: { a: 1 } });
    expect(value).not.toHaveProperty('summary');
    expect(leftOut).toEqual(['summary']);
  });

  test.each(['inbound', '', 'outbound-api', 'outbound-dial'])(
    'say inbound for a call with direction %p, as each call in a queue is to TaskRouter',
    (Direction) => {
      const call = readCall({ ...CALL, Direction });
      expect(attributes(learned(), call).value).toMatchObject({ direction: 'inbound' });
    },
  );

  test('have no name if the caller has none, or one that XML cannot hold', () => {
    expect(attributes(learned(), readCall({ ...CALL, From: '' })).value).not.toHaveProperty('name');
    const strange = readCall({ ...CALL, From: 'a\u0001' });
    expect(attributes(learned(), strange).value).not.toHaveProperty('name');
  });

  test('leave out whole variables if they grow too large, the last reference variables first', () => {
    const referenceVariables = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`r${index}`, 'x'.repeat(200)]),
    );
    const { value, leftOut } = attributes(
      learned({ big: 'x'.repeat(5_000), t: 'y'.repeat(900) }, { referenceVariables }),
    );
    expect(value.transferVariables).toEqual({ t: 'y'.repeat(900) });
    expect(Object.keys(Object(value.referenceVariables)).slice(0, 2)).toEqual(['r0', 'r1']);
    expect(leftOut[0]).toBe('big');
    expect(leftOut.at(-1)).toBe('r19');
  });

  test('keep their limit if everything is as long as allowed', () => {
    const long = '"'.repeat(3_000);
    const context = learned(
      { customerName: long.slice(0, 200), a: 'b' },
      { taskName: long.slice(0, 500) },
    );
    const call = readCall({ ...CALL, From: long.slice(0, 300) });
    const { value, leftOut } = attributes(context, call);
    expect(value.taskName).toHaveLength(500);
    expect(leftOut).toEqual([]);
  });

  test('report a task or customer that is left out because it is too long', () => {
    const context = learned({}, { taskName: 'x'.repeat(501) });
    expect(attributes(context)).toMatchObject({ leftOut: ['taskName'] });
  });

  test('treat a variable named __proto__ as any other variable', () => {
    const transferVariables: Record<string, unknown> = JSON.parse('{"__proto__":{"a":1}}');
    const context = learned(transferVariables);
    const { json } = taskAttributes({ call: CALLER, outcome: 'agent', context });
    expect(json).toContain('"transferVariables":{"__proto__":{"a":1}}');
  });

  test('leave out what XML cannot hold even escaped', () => {
    expect(attributes(learned({ a: '\ufffe', b: '\u0000', c: '\ud800' }))).toMatchObject({
      value: { transferVariables: { b: '\u0000', c: '\ud800' } },
      leftOut: ['a'],
    });
  });
});
