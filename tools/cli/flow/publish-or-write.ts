import type { FlowDefinition } from '../../studio/definition';
import type { FlowSettings } from '../../studio/settings';
import { CommandFailure, UsageFailure } from '../command/failure';
import type { Terminal } from '../command/terminal';
import { domainOf, readDomain } from '../twilio/domain';
import { openSession, type Session } from '../twilio/session';
import { readSettings, type Settings } from '../twilio/settings';
import type { PublishOptions } from './flow-options';
import { flowSettings } from './flow-settings';
import { makeFlow } from './make-flow';
import { publish } from './publish';
import { findFunction } from './twilio-flow';
import { writeExamples, writeFlow } from './write-flow';

/** Fills in the flow and publishes it, or writes it to a file; returns the exit code. */
export async function publishOrWrite(values: PublishOptions, terminal: Terminal): Promise<number> {
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
}

async function settingsOf(
  { client, settings }: Session,
  values: PublishOptions,
): Promise<FlowSettings> {
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
