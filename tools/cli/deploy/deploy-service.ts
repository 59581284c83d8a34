import { buildExplained } from '../build/explained';
import { CommandFailure } from '../command/failure';
import type { Terminal } from '../command/terminal';
import type { Check, Project } from '../doctor/check';
import { projectVersion } from '../doctor/dependencies';
import { functionsCheck } from '../doctor/functions';
import { checksFor, runChecks } from '../doctor/run-checks';
import { findService } from '../twilio/service';
import { sessionOf } from '../twilio/session';
import type { Settings } from '../twilio/settings';
import { envFileFor } from './env-file';
import { type Protection, probeProtection } from './probe';
import { showToolkitDeploy } from './toolkit';

interface Manner {
  /** Whether values do not come from the env file, but from the environment of the process or a command. */
  readonly isFilled: boolean;
  /** In place of that of the project. */
  readonly assetsFolder?: string;
  /** Variables that are deployed too, and that no check could like. */
  readonly unchecked?: Readonly<Record<string, string>>;
}

/** What was deployed. */
export interface Deployed {
  readonly domainName: string;
  readonly version: string | undefined;
  readonly protection: Protection;
}

/**
 * Checks, builds and deploys the service.
 *
 * @throws CommandFailure if a check finds a problem, or the toolkit does not deploy
 */
export async function deployService(
  settings: Settings,
  { isFilled, assetsFolder, unchecked = {} }: Manner,
  terminal: Terminal,
): Promise<Deployed> {
  const { cwd: root, env } = terminal;
  const nodeVersion = process.versions.node;
  const project: Project = { root, env, settings, deploying: true, nodeVersion };
  await requireChecks(checksFor(project), project, terminal);
  await terminal.progress('Building', () => buildExplained(root));
  await requireChecks([functionsCheck], project, terminal);

  const { environment, serviceName } = settings;
  const { client, credentials, region } = sessionOf(settings, env);
  const variables = { ...settings.variables, ...unchecked };
  const envFile = envFileFor({ ...settings, variables }, credentials, isFilled, region);
  try {
    terminal.say('');
    const code = await showToolkitDeploy(
      { envFile: envFile.path, environment, region, ...(assetsFolder && { assetsFolder }) },
      terminal,
    );
    if (code !== 0) {
      throw new CommandFailure(
        'The toolkit did not deploy; its own message is above.',
        'Fix that and run it again. The previous deploy is still in service.',
        'not-deployed',
      );
    }
  } finally {
    envFile.remove();
  }
  const { domainName } = await findService(client, serviceName, environment);
  const protection = await terminal.progress('Checking that unsigned requests are refused', () =>
    probeProtection(domainName, '/engage', env.TWILIO_API_BASE),
  );
  return { domainName, version: projectVersion(root), protection };
}

/** @throws CommandFailure if a check finds a problem */
async function requireChecks(
  checks: readonly Check[],
  project: Project,
  terminal: Terminal,
): Promise<void> {
  const findings = await runChecks(checks, project, { offline: false }, terminal);
  const problems = findings.filter(({ verdict }) => verdict === 'problem');
  if (problems.length === 0) return;
  // A person has read the findings already; a program gets nothing but this.
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  const texts = terminal.json ? problems.map(({ text }) => text).join(' ') : `${count} found.`;
  const fixes = terminal.json ? problems.map(({ fix }) => fix).join(' ') : 'Fix what is marked ✗.';
  throw new CommandFailure(`Nothing was deployed: ${texts}`, fixes, 'unhealthy');
}
