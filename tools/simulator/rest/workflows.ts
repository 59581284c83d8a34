import { metaPage } from './page';
import { find, ok, type Route } from './route';

/** A TaskRouter workflow, as Twilio prints it (the fields that identify it). */
export interface Workflow {
  sid: string;
  workspace_sid: string;
  friendly_name: string;
}

const HOST = 'taskrouter.twilio.com';

export function workflowRoutes(workflows: readonly Workflow[]): Route[] {
  const workspaces = () =>
    [...new Set(workflows.map(({ workspace_sid }) => workspace_sid))].map((sid) => ({ sid }));
  const within = (workspace: string | undefined) =>
    workflows.filter(({ workspace_sid }) => workspace_sid === workspace);
  return [
    {
      method: 'GET',
      path: '/v1/Workspaces',
      answer: (request) => metaPage(HOST, 'workspaces', workspaces(), request),
    },
    {
      method: 'GET',
      path: '/v1/Workspaces/:workspace/Workflows',
      answer: (request, { workspace }) => metaPage(HOST, 'workflows', within(workspace), request),
    },
    {
      method: 'GET',
      path: '/v1/Workspaces/:workspace/Workflows/:sid',
      answer: ({ path }, { workspace, sid }) => ok(find(within(workspace), sid, path)),
    },
  ];
}
