import { readStreamParameters } from '../../../src/voice/stream-parameters';
import { UsageFailure } from '../command/failure';

/** What the voice agent is told about an outbound call. */
export interface AgentParameters {
  /** `name=value` pairs: the agent's input variables. */
  readonly param?: readonly string[] | undefined;
  readonly task?: string | undefined;
  readonly 'customer-id'?: string | undefined;
}

/**
 * The query of `/engage`, which is the same as for inbound calls. What the service would leave out
 * of the stream is refused here, where somebody can mend it.
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
      `The parameter ${refused} cannot go to the voice agent.`,
      'Its name must begin with a lower-case letter and be neither asapp_… nor one of the service’s own, and name and value must have fewer than 500 characters together.',
    );
  }
  return query;
}
