import { readDestinations } from '../../../src/voice/destinations';

const wordsOf = (lines: ReturnType<typeof readDestinations>['value']['agent']) =>
  lines.map((branches) => branches.flatMap(({ chain }) => chain.map(({ word }) => word)));

const ENVIRONMENT = {
  AGENT_DESTINATION: '+15551234567',
  AGENT_DESTINATION_SALES: 'client:sales',
  SYSTEM_DESTINATION: 'a=1:client:a *:client:b',
  FALLBACK_DESTINATION_SALES: 'queue:sales',
};

describe('the destinations', () => {
  test('are those of the service where there is no line', () => {
    const { value: values, problems } = readDestinations(ENVIRONMENT, undefined);
    expect(wordsOf(values.agent)).toEqual([['+15551234567']]);
    expect(wordsOf(values.system)).toEqual([['client:a', 'client:b']]);
    expect(values.completed).toEqual([]);
    expect(values.fallback).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('of a line go before those of the service', () => {
    const { value: values } = readDestinations(ENVIRONMENT, 'SALES');
    expect(wordsOf(values.agent)).toEqual([['client:sales'], ['+15551234567']]);
    expect(wordsOf(values.fallback)).toEqual([['queue:sales']]);
  });

  test('of a line that has none are those of the service', () => {
    const { value: values } = readDestinations(ENVIRONMENT, 'SUPPORT');
    expect(wordsOf(values.agent)).toEqual([['+15551234567']]);
  });

  test('that are malformed are reported with the name of their variable', () => {
    const environment = { AGENT_DESTINATION: 'mark', COMPLETED_DESTINATION_SALES: 'client:a mark' };
    const { problems } = readDestinations(environment, 'SALES');
    expect(problems).toEqual([
      expect.stringMatching(/^AGENT_DESTINATION word 1 must be/),
      expect.stringMatching(/^COMPLETED_DESTINATION_SALES word 2 must be/),
    ]);
    expect(problems.join()).not.toContain('mark');
  });
});
