/** `npm run doctor`: finds problems of the project, its settings and its accounts, and says how to fix them. */
import { defineCommand, runAsProgram } from './command/command';
import type { Project } from './doctor/check';
import { projectVersion } from './doctor/dependencies';
import { LOAD_SYSTEM_ENV_OPTION, readSettings, SETTINGS_OPTIONS } from './twilio/settings';

export const run = defineCommand({
  name: 'doctor',
  summary: 'Checks everything that a deploy and a call need, and says how to fix what is wrong.',
  options: {
    ...SETTINGS_OPTIONS,
    ...LOAD_SYSTEM_ENV_OPTION,
    deploying: { type: 'boolean', description: 'be as strict as `npm run deploy`' },
    offline: { type: 'boolean', description: 'skip the checks that need the network' },
  },
  examples: [
    ['', 'checks the project and .env'],
    ['--production', 'checks the project and the env file of production'],
  ],
  async run({ values }, terminal) {
    const work: typeof import('./doctor/run-checks') = require('./doctor/run-checks');
    const settings = await readSettings(values, terminal);
    const project: Project = {
      root: terminal.cwd,
      env: terminal.env,
      settings,
      deploying: values.deploying ?? false,
      nodeVersion: process.versions.node,
    };
    const version = projectVersion(project.root);
    terminal.say(`Version ${version ?? 'unknown'}`);
    const network = { offline: values.offline ?? false };
    const findings = await work.runChecks(work.checksFor(project), project, network, terminal);
    const problems = findings.filter(({ verdict }) => verdict === 'problem').length;
    terminal.result({ version, healthy: problems === 0, findings });
    terminal.say(`\n${summaryOf(problems)}`);
    return problems === 0 ? 0 : 1;
  },
});

function summaryOf(problems: number): string {
  if (problems === 0) return 'No problems found.';
  return problems === 1 ? 'One problem to fix.' : `${problems} problems to fix.`;
}

if (require.main === module) void runAsProgram(run);
