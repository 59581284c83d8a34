/** `npm run deploy`: the doctor's checks, a build, the toolkit's own deploy, and a check of the result. */
import { buildExplained } from './build/explained';
import { defineCommand, runAsProgram } from './command/command';
import { CommandFailure } from './command/failure';
import type { Terminal } from './command/terminal';
import { announce } from './deploy/announce';
import { envFileFor } from './deploy/env-file';
import { probeProtection } from './deploy/probe';
import { showToolkitDeploy } from './deploy/toolkit';
import type { Check, Project } from './doctor/check';
import { projectVersion } from './doctor/dependencies';
import { functionsCheck } from './doctor/functions';
import { checksFor, runChecks } from './doctor/run-checks';
import { findService } from './twilio/service';
import { sessionOf } from './twilio/session';
import { LOAD_SYSTEM_ENV_OPTION, readSettings, SETTINGS_OPTIONS } from './twilio/settings';

export const run = defineCommand({
  name: 'deploy',
  summary: 'Checks, builds and deploys the service, and prints its URLs.',
  options: { ...SETTINGS_OPTIONS, ...LOAD_SYSTEM_ENV_OPTION },
  examples: [
    ['', 'deploys to the dev environment, with .env'],
    ['--environment staging --env .env.staging', 'deploys to another environment'],
    ['--production', 'deploys to production, with .env.production'],
  ],
  notes: [
    '`npm run build` and then `twilio serverless:deploy` deploy the same, but without the checks.',
  ],
  async run({ values }, terminal) {
    const { cwd: root, env } = terminal;
    const settings = await readSettings(values, terminal);
    const nodeVersion = process.versions.node;
    const project: Project = { root, env, settings, deploying: true, nodeVersion };
    await requireChecks(checksFor(project), project, terminal);
    await terminal.progress('Building', () => buildExplained(root));
    await requireChecks([functionsCheck], project, terminal);

    const { environment, serviceName } = settings;
    const { client, credentials, region } = sessionOf(settings, env);
    const envFile = envFileFor(settings, credentials, values['load-system-env'] ?? false, region);
    try {
      terminal.say('');
      const code = await showToolkitDeploy(
        { envFile: envFile.path, environment, region },
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
    announce(domainName, projectVersion(root), protection, terminal);
    if (protection.kind === 'unknown') {
      terminal.note(`Could not check that unsigned requests are refused: ${protection.reason}.`);
    }
    if (protection.kind !== 'open') return 0;
    throw new CommandFailure(
      `/engage answered an unsigned request with HTTP ${protection.status}.`,
      'Unbind its number, and run `npm run doctor` to see which function is not protected.',
      'unprotected',
    );
  },
});

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

if (require.main === module) void runAsProgram(run);
