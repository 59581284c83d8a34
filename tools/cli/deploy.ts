/** `npm run deploy`: doctor, build, the toolkit's own deploy, and a look at what came of it. */
import { buildExplained } from './build/explained';
import { runCommand } from './command/command';
import { CommandFailure } from './command/failure';
import type { Terminal } from './command/terminal';
import { announce } from './deploy/announce';
import { envFileFor } from './deploy/env-file';
import { probeProtection } from './deploy/probe';
import { runToolkitDeploy } from './deploy/toolkit';
import type { Check, Patient } from './doctor/check';
import { checksFor, examine } from './doctor/examine';
import { functionsCheck } from './doctor/functions';
import { twilioClient } from './twilio/client';
import { readCredentials } from './twilio/credentials';
import { findService } from './twilio/service';
import { LOAD_SYSTEM_ENV_OPTION, readSettings, SETTINGS_OPTIONS } from './twilio/settings';

runCommand({
  name: 'deploy',
  summary: 'Checks, builds and deploys the service, and prints the URLs to bind.',
  options: { ...SETTINGS_OPTIONS, ...LOAD_SYSTEM_ENV_OPTION },
  examples: [
    ['', 'the dev environment, with .env'],
    ['--environment staging --env .env.staging', 'an environment of its own'],
    ['--production', 'production, with .env.production'],
  ],
  notes: ['`npm run build` and then `twilio serverless:deploy` deploys the same, unchecked.'],
  async run({ values }, terminal) {
    const settings = await readSettings(values);
    const root = process.cwd();
    const patient: Patient = {
      root,
      settings,
      deploying: true,
      nodeVersion: process.versions.node,
    };
    await insist(checksFor(patient), patient, terminal);
    await terminal.progress('Building', () => buildExplained(root));
    await insist([functionsCheck], patient, terminal);

    const credentials = readCredentials(settings.file);
    const env = envFileFor(settings, credentials, values['load-system-env'] ?? false);
    const { environment, serviceName } = settings;
    try {
      terminal.say('');
      const run = { cwd: root, envFile: env.file, environment, output: 'show' } as const;
      const { code } = await runToolkitDeploy(run);
      if (code !== 0) {
        throw new CommandFailure(
          'The toolkit did not deploy; what it says stands above.',
          'Mend that and run it again: what was deployed before is still in service.',
          'not-deployed',
        );
      }
    } finally {
      env.remove();
    }
    const { domainName } = await findService(twilioClient(credentials), serviceName, environment);
    const protection = await terminal.progress('Asking it unsigned, as a stranger would', () =>
      probeProtection(domainName, '/engage'),
    );
    announce(domainName, protection, terminal);
    if (protection.kind === 'unknown') {
      terminal.note(`Whether strangers are refused could not be seen: ${protection.reason}.`);
    }
    if (protection.kind !== 'open') return 0;
    throw new CommandFailure(
      `/engage answered a stranger with HTTP ${protection.status}.`,
      'Take the number off it, and see with `npm run doctor` which function is not protected.',
      'unprotected',
    );
  },
});

/** Goes on only where nothing is bad. */
async function insist(
  checks: readonly Check[],
  patient: Patient,
  terminal: Terminal,
): Promise<void> {
  const findings = await examine(checks, patient, { offline: false }, terminal);
  const bad = findings.filter(({ verdict }) => verdict === 'bad');
  if (bad.length === 0) return;
  // A person has read the findings already; a program gets this alone.
  const texts = terminal.json ? bad.map(({ text }) => text).join(' ') : `${bad.length} to mend.`;
  const mends = terminal.json ? bad.map(({ mend }) => mend).join(' ') : 'Mend what is marked ✗.';
  throw new CommandFailure(`Nothing was deployed: ${texts}`, mends, 'unhealthy');
}
