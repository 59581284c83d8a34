/** `npm run publish-flow`: fills in the Studio Flow and publishes it, or writes it to a file. */
import { defineCommand, runAsProgram } from './command/command';
import { PUBLISH_OPTIONS } from './flow/flow-options';

export const run = defineCommand({
  name: 'publish-flow',
  summary:
    'Publishes the Studio Flow that sends calls to the voice agent and on to their destinations.',
  options: PUBLISH_OPTIONS,
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
