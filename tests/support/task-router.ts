import { type SendToTwilio, sendToTwilio } from '../../src/task-router/task-router';
import { twilioClient } from '../../tools/cli/twilio/client';
import { type LocalTwilioRest, startTwilioRest } from '../../tools/simulator';
import { invocationOf } from './invocation';

/** A local TaskRouter, and the way to it. */
export interface LocalTaskRouter {
  readonly rest: LocalTwilioRest;
  readonly send: SendToTwilio;
}

export async function startTaskRouter(): Promise<LocalTaskRouter> {
  const rest = await startTwilioRest();
  const { sid: accountSid, authToken: password } = rest.account;
  const client = twilioClient({ accountSid, username: accountSid, password }, rest.url);
  const send = sendToTwilio(invocationOf({}, { twilioClient: () => client }), 2_000);
  return { rest, send };
}

/** Adds a workflow in a workspace. */
export function addWorkflow({ workflows }: LocalTwilioRest, sid: string, workspace_sid: string) {
  workflows.push({ sid, workspace_sid, friendly_name: 'Test' });
}
