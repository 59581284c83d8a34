import { relative } from 'node:path';
import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import { findCredentials } from '../twilio/credentials';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import { type DeployedService, findService } from '../twilio/service';
import { sessionOf } from '../twilio/session';
import { type DeployedVariables, environmentOf, readDeployed } from '../variables/deployed';
import { variablesHistory } from '../variables/history';
import { shown } from '../variables/shown';
import { type Check, type Finding, type Project, skipped, warning } from './check';

/** Which variables were changed after the last deploy, by `npm run set` or by hand, and would be set back. */
export const overwrittenCheck: Check = {
  title: 'changes since the last deploy',
  online: true,
  run: async (project) => {
    const { settings, env } = project;
    if (!findCredentials(settings.file) && !findCredentials(env)) return [];
    try {
      const { client } = sessionOf(settings, env);
      const service = await findService(client, settings.serviceName, settings.environment);
      const since = await lastDeployed(client, service);
      if (since === undefined) return [];
      const deployed = await readDeployed(client, service);
      return [
        ...replaced(project, deployed, since),
        ...restored(project, service, deployed, since),
      ];
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      return error.code === 'not-deployed'
        ? []
        : [skipped(`${overwrittenCheck.title} (${error.message})`)];
    }
  },
};

type Deployments = ReturnType<typeof environmentOf>['deployments'];
type Deployment = Awaited<ReturnType<Deployments['list']>>[number];

/** When a build was last put into service; the toolkit has written the variables by then. */
async function lastDeployed(client: Twilio, service: DeployedService): Promise<Date | undefined> {
  const list: Nullable<Deployment>[] = await explained('list the deployments', () =>
    environmentOf(client, service).deployments.list({ limit: 50 }),
  );
  return list
    .flatMap(({ dateCreated }) => dateCreated ?? [])
    .sort((one, other) => other.getTime() - one.getTime())[0];
}

function replaced(project: Project, deployed: DeployedVariables, since: Date): Finding[] {
  return [...deployed].flatMap(([name, { value, updated }]) => {
    const next = project.settings.variables[name];
    if (next === undefined || next === value || !updated || updated <= since) return [];
    const text = `${name} was changed to ${shown(name, value)} after the last deploy: this deploy sets it to ${shown(name, next)}.`;
    return [warning(text, keep(name, project))];
  });
}

/** Only our own record tells of a variable that is no longer there. */
function restored(
  project: Project,
  { environmentSid }: DeployedService,
  deployed: DeployedVariables,
  since: Date,
): Finding[] {
  const { root, settings } = project;
  const later = variablesHistory
    .read(root)
    .filter((entry) => entry.environmentSid === environmentSid && new Date(entry.at) > since);
  const removed = later.flatMap(({ after }) =>
    Object.keys(after).filter((name) => after[name] === null && !deployed.has(name)),
  );
  return [...new Set(removed)]
    .filter((name) => name in settings.variables)
    .map((name) =>
      warning(
        `${name} was removed after the last deploy: this deploy sets it to ${shown(name, settings.variables[name])}.`,
        keep(name, project),
      ),
    );
}

const keep = (name: string, { settings, root }: Project) =>
  `To keep the change, make it in ${relative(root, settings.envFile)} too: correct or remove ${name}.`;
