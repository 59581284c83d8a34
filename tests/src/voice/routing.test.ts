import { forLine } from '../../../src/runtime/variables';
import { emptyContext } from '../../../src/voice/call-context';
import { readDestinations } from '../../../src/voice/destinations';
import type { Outcome } from '../../../src/voice/outcome';
import { route } from '../../../src/voice/routing';

/** The words of the chain for an outcome, with these variables of the service, this line and what the agent learned. */
function chain(
  outcome: Outcome,
  environment: Record<string, string>,
  { line, variables = {} }: { line?: string; variables?: Record<string, unknown> } = {},
) {
  const context = { ...emptyContext('CA1'), transferVariables: variables };
  return route(outcome, context, readDestinations(forLine(environment, line)).value).map(
    ({ word }) => word,
  );
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
  ] as const)('with the outcome %s is %p', (outcome, expected) => {
    expect(chain(outcome, ALL)).toEqual(expected);
  });

  test('is chosen by a transfer variable', () => {
    expect(chain('system', ALL, { variables: { next_action: 'refund' } })).toEqual([
      'client:refund',
    ]);
  });

  test.each(['agent', 'system', 'interrupted', 'failed'] as const)(
    'with the outcome %s is the fallback chain if that outcome has no destination',
    (outcome) => {
      expect(chain(outcome, { FALLBACK_DESTINATION: 'client:fallback' })).toEqual([
        'client:fallback',
      ]);
    },
  );

  test('is the fallback chain if no branch matches', () => {
    const environment = { ...ALL, SYSTEM_DESTINATION: 'a=1:client:a' };
    expect(chain('system', environment)).toEqual(['client:fallback']);
  });

  test('is the agent chain if there is no fallback chain', () => {
    const environment = { AGENT_DESTINATION: 'client:agent' };
    for (const outcome of ['system', 'interrupted', 'failed'] as const) {
      expect(chain(outcome, environment)).toEqual(['client:agent']);
    }
  });

  test('is the agent chain if all words of the fallback chain are malformed', () => {
    const environment = { AGENT_DESTINATION: 'client:agent', FALLBACK_DESTINATION: 'nonsense' };
    expect(chain('failed', environment)).toEqual(['client:agent']);
  });

  test('is empty if nothing is configured, or for a completed conversation without a destination', () => {
    expect(chain('agent', {})).toEqual([]);
    expect(chain('completed', { AGENT_DESTINATION: 'client:agent' })).toEqual([]);
  });

  test('continues with that of the service after that of the line', () => {
    const environment = { ...ALL, AGENT_DESTINATION_SALES: 'client:sales' };
    expect(chain('agent', environment, { line: 'SALES' })).toEqual([
      'client:sales',
      'client:agent',
    ]);
  });
});
