/** `npm run set`: changes variables of the deployed service at once, without a new build. */
import { defineCommand, runAsProgram } from './command/command';
import { SETTINGS_OPTIONS } from './twilio/settings';

/** More would not fit into an environment. */
const MOST_VARIABLES = 100;

export const run = defineCommand({
  name: 'set',
  summary: 'Changes variables of the deployed service without a new build.',
  arguments: 'NAME=value NAME=value …',
  positionals: MOST_VARIABLES,
  options: {
    list: { type: 'boolean', description: 'list the variables of the deployed service' },
    undo: { type: 'boolean', description: 'undo the last change that was made from this folder' },
    yes: { type: 'boolean', description: 'do not ask for confirmation' },
    ...SETTINGS_OPTIONS,
  },
  examples: [
    ['VOICE_AGENT_PERCENT=0 OPEN_NOW=closed', 'shows the change, asks, and changes both'],
    ['"GREETING=Welcome to Acme."', 'a value with spaces'],
    ['GREETING=', 'removes a variable, so that its default applies'],
    ['ASAPP_API_SECRET', 'takes the value from the env file: no secret on the command line'],
    ['--undo', 'undoes the last change'],
    ['--production --list', 'lists the variables of production; secrets are hidden'],
  ],
  notes: [
    'The values are checked as the service would read them. If they are wrong, nothing is changed.',
    'Twilio does not document how soon running functions get a changed variable, or whether all of them get it at the same moment. The service reads its variables again in each request. Make a call to see whether the change has arrived.',
    'The env file stays as it is, so the next `npm run deploy` sets its values again. It warns you first.',
  ],
  async run({ values, positionals }, terminal) {
    const work: typeof import('./variables/set-variables') = require('./variables/set-variables');
    return work.setVariables(positionals, values, terminal);
  },
});

if (require.main === module) void runAsProgram(run);
