import type { CallTransfer } from '../../../src/asapp/call-transfer';
import { isUnfinished, outcomeOf } from '../../../src/voice/outcome';

const transfer = (status: string, transferType?: string): CallTransfer => ({
  status,
  transferType,
  currentTaskName: undefined,
  referenceVariables: undefined,
  transferVariables: undefined,
});

describe('the outcome of a call transfer', () => {
  test.each([
    ['COMPLETED', 'AGENT', 'agent', 'agent'],
    ['COMPLETED', 'SYSTEM', 'system', 'system'],
    ['COMPLETED', undefined, 'completed', 'completed'],
    ['COMPLETED', 'ROBOT', 'failed', 'failed'],
    ['COMPLETED', 'CALLER_DISCONNECT', 'interrupted', 'caller-hung-up'],
    ['ACTIVE', undefined, 'interrupted', 'interrupted'],
    ['ONGOING', undefined, 'interrupted', 'interrupted'],
    ['ONGOING', 'AGENT', 'interrupted', 'interrupted'],
    ['EXPIRED', undefined, 'failed', 'failed'],
    ['EXPIRED', 'AGENT', 'failed', 'failed'],
    ['PAUSED', 'AGENT', 'failed', 'failed'],
  ])('%s with %s is %s while the caller is there, else %s', (status, type, up, down) => {
    expect(outcomeOf(transfer(status, type), true)).toBe(up);
    expect(outcomeOf(transfer(status, type), false)).toBe(down);
  });

  test.each([
    ['ACTIVE', true],
    ['ONGOING', true],
    ['COMPLETED', false],
    ['EXPIRED', false],
    ['PAUSED', false],
  ])('%s may still change: %s', (status, expected) => {
    expect(isUnfinished(transfer(status))).toBe(expected);
  });
});
