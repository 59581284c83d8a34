import { readStudioWebhook } from '../../../src/voice/studio';
import { flowUrl } from '../../../src/voice/urls';
import type { FlowDefinition } from '../../studio/definition';
import type { Terminal } from '../command/terminal';
import type { Session } from '../twilio/session';
import { flowChanges } from './changes';
import { printFlowChanges } from './print-changes';
import { findFlow, publishFlow, validateFlow } from './twilio-flow';

/** Which flow of the account to publish to, and whether to do it without asking. */
export interface Publication {
  /** Undefined: the flow with the friendly name. */
  readonly flowSid: string | undefined;
  readonly friendlyName: string;
  readonly yes: boolean;
}

/** Validates, shows what changes, asks, publishes; returns the exit code. */
export async function publish(
  { client, settings }: Session,
  definition: FlowDefinition,
  { flowSid, friendlyName, yes }: Publication,
  terminal: Terminal,
): Promise<number> {
  await terminal.progress('Validating the flow', () =>
    validateFlow(client, friendlyName, definition),
  );
  const flow = await terminal.progress('Looking up the flow', () =>
    findFlow(client, flowSid, friendlyName),
  );
  const changes = flowChanges(flow?.published?.definition, definition);
  if (flow !== undefined && changes.length === 0) {
    terminal.say(`The flow ${flow.sid} is already published that way: nothing to change.`);
    terminal.result({ flow: flow.sid, changes, published: false });
    return 0;
  }
  printFlowChanges(flow, friendlyName, changes, terminal);
  if (!yes && !(await terminal.confirm('Publish it?'))) {
    terminal.say('Nothing was changed.');
    terminal.result({ flow: flow?.sid ?? null, changes, published: false });
    return 0;
  }
  const published = await terminal.progress('Publishing the flow', () =>
    publishFlow(client, flow, friendlyName, definition),
  );
  const sid = flow?.sid ?? published.sid ?? undefined;
  const { revision, webhookUrl = null } = published;
  terminal.result({ flow: sid, revision, webhookUrl, changes, published: true });
  if (!sid) {
    terminal.say(`Published ${friendlyName}. The Twilio Console shows its SID.`);
    return 0;
  }
  terminal.say(`Published ${sid}${revision ? ` as revision ${revision}` : ''}.`);
  if (webhookUrl) {
    terminal.say(`Its webhook URL is:\n  ${webhookUrl}`);
    noteUnknownHost(webhookUrl, settings.variables, terminal);
  }
  terminal.say(`Bind a number to it: npm run bind-number -- +15551234567 --flow ${sid}`);
  return 0;
}

/** The service sends calls back to the host that it knows, which is that of the US unless told otherwise. */
function noteUnknownHost(
  webhookUrl: string,
  variables: Session['settings']['variables'],
  terminal: Terminal,
): void {
  const known = flowUrl(readStudioWebhook(variables).value, '', '');
  if (new URL(webhookUrl).host === new URL(known).host) return;
  terminal.note(
    `The flow would not get its calls back: set STUDIO_WEBHOOK_URL=${webhookUrl} in the env file, and deploy.`,
  );
}
