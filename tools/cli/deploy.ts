/** `npm run deploy`: the doctor's checks, a build, the toolkit's own deploy, and a check of the result. */
import { defineCommand, runAsProgram } from './command/command';
import { CommandFailure } from './command/failure';
import { announce } from './deploy/announce';
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
    const work: typeof import('./deploy/deploy-service') = require('./deploy/deploy-service');
    const settings = await readSettings(values, terminal);
    const isFilled = values['load-system-env'] ?? false;
    const { domainName, version, protection } = await work.deployService(
      settings,
      { isFilled },
      terminal,
    );
    announce(domainName, version, protection, terminal);
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

if (require.main === module) void runAsProgram(run);
