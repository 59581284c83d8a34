/** `npm run publish-flow`: fills in the Studio Flow and publishes it, or writes it to a file. */
import type { FlowDefinition } from '../studio/definition';
import type { FlowSettings } from '../studio/settings';
import { defineCommand, runAsProgram } from './command/command';
import { CommandFailure, UsageFailure } from './command/failure';
import type { Arguments, COMMON_OPTIONS } from './command/options';
import type { Terminal } from './command/terminal';
import { FLOW_OPTIONS, flowSettings } from './flow/flow-settings';
import { makeFlow } from './flow/make-flow';
import { publish } from './flow/publish';
import { findFunction } from './flow/twilio-flow';
import { writeExamples, writeFlow } from './flow/write-flow';
import { DOMAIN_OPTION, domainOf, readDomain } from './twilio/domain';
import { openSession, type Session } from './twilio/session';
import { readSettings, SETTINGS_OPTIONS, type Settings } from './twilio/settings';

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

type Values = Arguments<typeof options & typeof COMMON_OPTIONS>['values'];

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
    if (values['write-examples']) return writeExamples(terminal);
    const isForFile = values.print || values.out !== undefined;
    if (isForFile && values.domain) {
      const { variables } = await readSettings(values, terminal);
      const settings = flowSettings(values, variables, readDomain(values.domain));
      return writeFlow(checked(settings, terminal), values.out, terminal);
    }
    const session = await openSession(values, terminal).catch(isForFile ? askForHost : undefined);
    const settings = await terminal.progress('Looking up the service', () =>
      settingsOf(session, values),
    );
    if (settings.flexChannel && session.region?.region === 'ie1') {
      throw new UsageFailure(
        '--flex-channel sends calls to Flex, which does not exist in Ireland.',
        'Leave it out: Enqueue Call then reaches the workflows; see docs/regions.md.',
      );
    }
    const definition = checked(settings, terminal);
    if (isForFile) return writeFlow(definition, values.out, terminal);
    const friendlyName = values.name ?? nameOf(session.settings);
    const publication = { flowSid: values.flow, friendlyName, yes: values.yes ?? false };
    return publish(session, definition, publication, terminal);
  },
});

async function settingsOf({ client, settings }: Session, values: Values): Promise<FlowSettings> {
  const domainName = await domainOf(client, settings, values.domain);
  const deployed = await findFunction(client, settings, domainName);
  return flowSettings(values, settings.variables, domainName, deployed);
}

function checked(settings: FlowSettings, terminal: Terminal): FlowDefinition {
  if (settings.agent.length === 0 && settings.fallback.length === 0) {
    terminal.note(
      'The flow has no person to transfer calls to: callers who ask for one hear an apology. See --agent.',
    );
  }
  return makeFlow(settings);
}

/** Twilio is needed for nothing but the host of the service. */
function askForHost(error: unknown): never {
  if (!(error instanceof CommandFailure) || error.code !== 'no-credentials') throw error;
  const fix = 'Pass the host with --domain, or put credentials in the env file.';
  throw new CommandFailure(error.message, fix, error.code, { cause: error });
}

const nameOf = ({ serviceName, environment }: Settings) =>
  environment ? `${serviceName} (${environment})` : serviceName;

if (require.main === module) void runAsProgram(run);
