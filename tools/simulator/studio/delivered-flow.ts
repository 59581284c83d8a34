import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowDefinition } from '../../studio/definition';
import { EXAMPLE_DOMAIN } from '../../studio/example-domain';

/**
 * A flow that this project delivers, word for word but for the host of the service.
 *
 * @param host - with its port, if it has one
 */
export function deliveredFlow(host: string, file = 'generative-agent.flow.json'): FlowDefinition {
  const text = readFileSync(join(__dirname, '../../../studio', file), 'utf8');
  // Safe: the tests check that the delivered flows are flows.
  return JSON.parse(text.replaceAll(EXAMPLE_DOMAIN, host));
}
