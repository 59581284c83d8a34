/** `npm run publish-flow`: the Studio Flow, filled in and published. */
import type { FlowDefinition } from '../studio/definition';
import type { FlowSettings } from '../studio/settings';
import { runCommand } from './command/command';
import { CommandFailure } from './command/failure';
import type { Arguments, COMMON_OPTIONS } from './command/options';
import type { Terminal } from './command/terminal';
import { FLOW_OPTIONS, flowSettings } from './studio/flow-settings';
import { makeFlow } from './studio/make-flow';
import { publish } from './studio/publish';
import { findFunction } from './studio/twilio-flow';
import { writeFlow } from './studio/write-flow';
import { DOMAIN_OPTION, domainOf, readDomain } from './twilio/domain';
import { openSession, type Session } from './twilio/session';
import { readSettings, SETTINGS_OPTIONS, type Settings } from './twilio/settings';

const options = {
  ...DOMAIN_OPTION,
  flow: {
    type: 'string',
    value: 'FW…',
    description: 'the flow to change (default: that of --name)',
  },
  name: {
    type: 'string',
    value: 'NAME',
    description: 'the name of the flow (default: that of the service, with its environment)',
  },
  ...FLOW_OPTIONS,
  print: { type: 'boolean', description: 'print the flow as JSON, and change nothing' },
  out: { type: 'string', value: 'FILE', description: 'write it to a file, and change nothing' },
  yes: { type: 'boolean', description: 'do not ask' },
  ...SETTINGS_OPTIONS,
} as const;

type Values = Arguments<typeof options & typeof COMMON_OPTIONS>['values'];

runCommand({
  name: 'publish-flow',
  summary: 'Publishes the Studio Flow that brings calls to the agent and on from there.',
  options,
  examples: [
    ['--domain voice-agent-1234.twil.io', 'shows what changes, asks, and publishes it'],
    ['--agent "+15551234567 queue:support"', 'with another chain than that of the env file'],
    ['--flow FW… --yes', 'changes this flow, without asking'],
    ['--domain HOST --out flow.json', 'needs no credentials: import the file in the Console'],
  ],
  notes: ['A CHAIN is written like AGENT_DESTINATION and SYSTEM_DESTINATION: see the README.'],
  async run({ values }, terminal) {
    const isForHand = values.print || values.out !== undefined;
    if (isForHand && values.domain) {
      const { variables } = await readSettings(values);
      const settings = flowSettings(values, variables, readDomain(values.domain));
      return writeFlow(checked(settings, terminal), values.out, terminal);
    }
    const session = await openSession(values).catch(isForHand ? nameTheHost : undefined);
    const settings = await terminal.progress('Looking for the service', () =>
      settingsOf(session, values),
    );
    const definition = checked(settings, terminal);
    if (isForHand) return writeFlow(definition, values.out, terminal);
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
    terminal.note('No person is named: whoever wants one hears an apology. See --agent.');
  }
  return makeFlow(settings);
}

/** Only the service's host had to be asked for. */
function nameTheHost(error: unknown): never {
  if (!(error instanceof CommandFailure) || error.code !== 'no-credentials') throw error;
  const mend = 'Name the host with --domain, which needs none, or put them into the env file.';
  throw new CommandFailure(error.message, mend, error.code, { cause: error });
}

const nameOf = ({ serviceName, environment }: Settings) =>
  environment ? `${serviceName} (${environment})` : serviceName;
