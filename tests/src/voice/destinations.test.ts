import { forLine } from '../../../src/runtime/variables';
import { readDestinations } from '../../../src/voice/destinations';

const wordsOf = (lines: ReturnType<typeof readDestinations>['value']['agent']) =>
  lines.map((branches) => branches.flatMap(({ chain }) => chain.map(({ word }) => word)));

const ENVIRONMENT = {
  AGENT_DESTINATION: '+15551234567',
  AGENT_DESTINATION_SALES: 'client:sales',
  SYSTEM_DESTINATION: 'a=1:client:a *:client:b',
  FALLBACK_DESTINATION_SALES: 'queue:sales',
};

describe('destinations', () => {
  test('are those of the service for a call without a line', () => {
    const { value, problems } = readDestinations(ENVIRONMENT);
    expect(wordsOf(value.agent)).toEqual([['+15551234567']]);
    expect(wordsOf(value.system)).toEqual([['client:a', 'client:b']]);
    expect(value.completed).toEqual([]);
    expect(value.fallback).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('of a line come before those of the service', () => {
    const { value } = readDestinations(forLine(ENVIRONMENT, 'SALES'));
    expect(wordsOf(value.agent)).toEqual([['client:sales'], ['+15551234567']]);
    expect(wordsOf(value.fallback)).toEqual([['queue:sales']]);
  });

  test('are those of the service for a line that has none', () => {
    const { value } = readDestinations(forLine(ENVIRONMENT, 'SUPPORT'));
    expect(wordsOf(value.agent)).toEqual([['+15551234567']]);
  });

  test('are reported with the name of their variable if they are malformed', () => {
    const environment = { AGENT_DESTINATION: 'mark', COMPLETED_DESTINATION_SALES: 'client:a mark' };
    const { problems } = readDestinations(forLine(environment, 'SALES'));
    expect(problems).toEqual([
      expect.stringMatching(/^AGENT_DESTINATION word 1 must be/),
      expect.stringMatching(/^COMPLETED_DESTINATION_SALES word 2 must be/),
    ]);
    expect(problems.join()).not.toContain('mark');
  });
});
