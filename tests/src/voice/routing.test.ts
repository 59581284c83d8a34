import { emptyContext } from '../../../src/voice/call-context';
import { readDestinations } from '../../../src/voice/destinations';
import type { Outcome } from '../../../src/voice/outcome';
import { route } from '../../../src/voice/routing';

/** The words of the chain for an outcome, some variables of the service, a line and what was learned. */
function chain(
  outcome: Outcome,
  environment: Record<string, string>,
  { line, variables = {} }: { line?: string; variables?: Record<string, unknown> } = {},
) {
  const context = { ...emptyContext('CA1'), transferVariables: variables };
  return route(outcome, context, readDestinations(environment, line).value).map(({ word }) => word);
}

const ALL = {
  AGENT_DESTINATION: 'client:agent',
  SYSTEM_DESTINATION: 'next_action=refund:client:refund *:client:system',
  COMPLETED_DESTINATION: 'client:survey',
  FALLBACK_DESTINATION: 'client:fallback',
};

describe('the chain of a call', () => {
  test.each([
    ['agent', ['client:agent']],
    ['system', ['client:system']],
    ['completed', ['client:survey']],
    ['interrupted', ['client:fallback']],
    ['failed', ['client:fallback']],
    ['caller-hung-up', []],
  ] as const)('with outcome %s is %p', (outcome, expected) => {
    expect(chain(outcome, ALL)).toEqual(expected);
  });

  test('goes by a transfer variable', () => {
    expect(chain('system', ALL, { variables: { next_action: 'refund' } })).toEqual([
      'client:refund',
    ]);
  });

  test.each(['agent', 'system', 'interrupted', 'failed'] as const)(
    'with outcome %s is the fallback’s where it has none of its own',
    (outcome) => {
      expect(chain(outcome, { FALLBACK_DESTINATION: 'client:fallback' })).toEqual([
        'client:fallback',
      ]);
    },
  );

  test('of an unknown value is the fallback’s where no branch is for all others', () => {
    const environment = { ...ALL, SYSTEM_DESTINATION: 'a=1:client:a' };
    expect(chain('system', environment)).toEqual(['client:fallback']);
  });

  test('of the fallback is the agent’s where it has none', () => {
    const environment = { AGENT_DESTINATION: 'client:agent' };
    for (const outcome of ['system', 'interrupted', 'failed'] as const) {
      expect(chain(outcome, environment)).toEqual(['client:agent']);
    }
  });

  test('of the fallback is the agent’s where all its words are malformed', () => {
    const environment = { AGENT_DESTINATION: 'client:agent', FALLBACK_DESTINATION: 'nonsense' };
    expect(chain('failed', environment)).toEqual(['client:agent']);
  });

  test('is empty where nothing is configured, and for a finished conversation without destination', () => {
    expect(chain('agent', {})).toEqual([]);
    expect(chain('completed', { AGENT_DESTINATION: 'client:agent' })).toEqual([]);
  });

  test('of a line goes on with that of the service', () => {
    const environment = { ...ALL, AGENT_DESTINATION_SALES: 'client:sales' };
    expect(chain('agent', environment, { line: 'SALES' })).toEqual([
      'client:sales',
      'client:agent',
    ]);
  });
});
