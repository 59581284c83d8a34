/** `npm run publish-flow`: fills in the Studio Flow and publishes it, or writes it to a file. */
import { defineCommand, runAsProgram } from './command/command';
import type { Arguments, COMMON_OPTIONS } from './command/options';
import { FLOW_OPTIONS } from './flow/flow-options';
import { DOMAIN_OPTION } from './twilio/domain';
import { SETTINGS_OPTIONS } from './twilio/settings';

const options = {
  ...DOMAIN_OPTION,
  flow: {
    type: 'string',
    value: 'FW…',
    description: 'the flow to change (default: the one called --name)',
  },
  name: {
    type: 'string',
    value: 'NAME',
    description: 'the name of the flow (default: the name of the service and its environment)',
  },
  ...FLOW_OPTIONS,
  print: { type: 'boolean', description: 'print the flow as JSON instead of publishing it' },
  out: {
    type: 'string',
    value: 'FILE',
    description: 'write the flow to a file instead of publishing it',
  },
  'write-examples': {
    type: 'boolean',
    description: 'write the examples in studio/ and the diagram in docs/studio.md instead',
  },
  yes: { type: 'boolean', description: 'do not ask for confirmation' },
  ...SETTINGS_OPTIONS,
} as const;

export type Values = Arguments<typeof options & typeof COMMON_OPTIONS>['values'];

export const run = defineCommand({
  name: 'publish-flow',
  summary:
    'Publishes the Studio Flow that sends calls to the voice agent and on to their destinations.',
  options,
  examples: [
    ['--domain voice-agent-1234.twil.io', 'shows what changes, asks, and publishes it'],
    ['--agent "+15551234567 queue:support"', 'uses another chain than the env file'],
    ['--flow FW… --yes', 'changes this flow without asking'],
    [
      '--domain HOST --out flow.json',
      'writes a file to import in the Console; needs no credentials',
    ],
  ],
  notes: [
    'A CHAIN is written like AGENT_DESTINATION and SYSTEM_DESTINATION: see docs/configuration.md.',
  ],
  async run({ values }, terminal) {
    const work: typeof import('./flow/publish-or-write') = require('./flow/publish-or-write');
    return work.publishOrWrite(values, terminal);
  },
});

if (require.main === module) void runAsProgram(run);
