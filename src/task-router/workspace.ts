import { processWide } from '../runtime/process-wide';
import { twilioStatus } from '../runtime/twilio-error';
import { type SendToTwilio, TaskRouterError } from './task-router';

/** The workspace of each workflow. A workflow never moves, so one lookup per process is enough. */
const workspaces = () => processWide('workspaces', () => new Map<string, Promise<string>>());

/**
 * The SID of the workspace that a workflow is in. No request returns it, so the workspaces are listed; an
 * account has one or a few.
 *
 * @throws TaskRouterError also if no workspace has the workflow
 */
export function workspaceOf(send: SendToTwilio, workflowSid: string): Promise<string> {
  const known = workspaces();
  const found = known.get(workflowSid) ?? search(send, workflowSid);
  known.set(workflowSid, found);
  // A failure is not remembered.
  found.catch(() => known.get(workflowSid) === found && known.delete(workflowSid));
  return found;
}

async function search(send: SendToTwilio, workflowSid: string): Promise<string> {
  const listed = await send((client) => client.taskrouter.v1.workspaces.list({ limit: 50 }));
  // If there is only one, whatever is sent to it shows whether the workflow is there.
  const [only, ...more] = listed;
  if (only && more.length === 0) return only.sid;
  for (const { sid } of listed) {
    const has = await send(async (client) => {
      const workflow = client.taskrouter.v1.workspaces(sid).workflows(workflowSid);
      return workflow.fetch().then(
        () => true,
        (error: unknown) => {
          if (twilioStatus(error) === 404) return false;
          throw error;
        },
      );
    });
    if (has) return sid;
  }
  throw new TaskRouterError(undefined, ['no workspace of this account has the workflow']);
}
