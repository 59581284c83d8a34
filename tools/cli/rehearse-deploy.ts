/** `npm run rehearse-deploy`: the whole deploy and a call, without Twilio. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildExplained } from './build/explained';
import { runCommand } from './command/command';
import { CommandFailure } from './command/failure';
import { rehearseDeploy } from './rehearsal/rehearse';

runCommand({
  name: 'rehearse-deploy',
  summary: 'Deploys to a local stand-in of Twilio, and places calls to what arrived there.',
  options: {
    'no-build': { type: 'boolean', description: 'take dist/functions as it is' },
  },
  notes: [
    'It finds what works on this machine and fails in the cloud: a file that was not bundled, a package that is not deployed, a function that anybody could ask. Nothing leaves this machine.',
  ],
  async run({ values }, terminal) {
    const root = process.cwd();
    const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      terminal.say(terminal.style('dim', `${what} …`));
      return work();
    };
    if (!values['no-build']) await step('Building', () => buildExplained(root));
    else if (!existsSync(join(root, 'dist/functions'))) {
      throw new CommandFailure('No functions have been built.', 'Run it without --no-build.');
    }
    const problems = await rehearseDeploy(root, step);
    terminal.result({ deployable: problems.length === 0, problems });
    for (const { text, mend } of problems) {
      terminal.say(`${terminal.style('red', '✗')} ${text}\n  → ${mend}`);
    }
    if (problems.length === 0) terminal.say('It would work in the cloud.');
    return problems.length === 0 ? 0 : 1;
  },
});
