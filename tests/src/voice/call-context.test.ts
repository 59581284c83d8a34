import { callContext } from '../../../src/voice/call-context';

describe('the context of a call', () => {
  test('is what the call transfer holds', () => {
    const transfer = {
      status: 'COMPLETED',
      transferType: 'AGENT',
      currentTaskName: 'refunds',
      referenceVariables: { a: 1 },
      transferVariables: { b: 2 },
    };
    expect(callContext('CA1', transfer)).toEqual({
      conversationId: 'CA1',
      taskName: 'refunds',
      referenceVariables: { a: 1 },
      transferVariables: { b: 2 },
    });
  });

  test('is empty but for the conversation where there is none', () => {
    expect(callContext('CA1')).toEqual({
      conversationId: 'CA1',
      taskName: undefined,
      referenceVariables: {},
      transferVariables: {},
    });
  });
});
