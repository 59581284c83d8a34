import type { Twilio } from 'twilio';
import { exists, explained } from './explain';

/**
 * The SID of the workspace that has a workflow; undefined if none of this account has it. A workflow can only
 * be fetched from its workspace, and an account has a few of those.
 */
export async function workspaceOf(
  client: Twilio,
  workflowSid: string,
): Promise<string | undefined> {
  const { workspaces } = client.taskrouter.v1;
  for (const { sid } of await explained('list the workspaces', () => workspaces.list())) {
    // Twilio's documents let even this be null, which the library does not take.
    if (!sid) continue;
    const workflow = workspaces(sid).workflows(workflowSid);
    if (await exists(`read the workflow ${workflowSid}`, () => workflow.fetch())) return sid;
  }
  return undefined;
}
