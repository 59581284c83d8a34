import { readStreamParameters } from '../../../src/voice/stream-parameters';
import { UsageFailure } from '../command/failure';

/** What the voice agent gets to know about an outbound call. */
export interface AgentParameters {
  /** `name=value` pairs: the agent's input variables. */
  readonly param?: readonly string[] | undefined;
  readonly task?: string | undefined;
  readonly 'customer-id'?: string | undefined;
}

/**
 * The query of `/engage`, which is the same as for inbound calls. What the service would leave out
 * of the stream is refused here, where somebody can fix it.
 */
export function engageQuery(wanted: AgentParameters): Record<string, string> {
  const query: Record<string, string> = {};
  for (const pair of wanted.param ?? []) {
    const [, name = '', value = ''] = /^([^=]+)=(.+)$/s.exec(pair) ?? [];
    if (name === '') {
      throw new UsageFailure(`--param ${pair} is not name=value.`, 'Write --param name=value.');
    }
    query[name] = value;
  }
  if (wanted.task) query.taskName = wanted.task;
  if (wanted['customer-id']) query.customerId = wanted['customer-id'];
  const { values } = readStreamParameters(query, []);
  const refused = Object.keys(query).find((name) => !(name in values));
  if (refused !== undefined) {
    throw new UsageFailure(
      `The parameter ${refused} cannot be sent to the voice agent.`,
      'Its name must start with a lowercase letter, and must not start with asapp_ or be a reserved name; name and value together must have fewer than 500 characters.',
    );
  }
  return query;
}
