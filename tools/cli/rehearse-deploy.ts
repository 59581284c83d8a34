/** `npm run rehearse-deploy`: a whole deploy and two calls, without Twilio. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildExplained } from './build/explained';
import { defineCommand, runAsProgram } from './command/command';
import { CommandFailure } from './command/failure';
import { rehearseDeploy } from './rehearsal/rehearse';

export const run = defineCommand({
  name: 'rehearse-deploy',
  summary: 'Deploys to a local Twilio, and places calls to what was deployed.',
  options: {
    'no-build': { type: 'boolean', description: 'use dist/functions as it is' },
  },
  notes: [
    'It finds what works on this machine and fails in the cloud: a file that was not bundled, a package that is not deployed, a function that anybody could call. Nothing leaves this machine.',
  ],
  async run({ values }, terminal) {
    const { cwd: root, env } = terminal;
    const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      terminal.say(terminal.style('dim', `${what} …`));
      return work();
    };
    if (!values['no-build']) await step('Building', () => buildExplained(root));
    else if (!existsSync(join(root, 'dist/functions'))) {
      throw new CommandFailure('No functions have been built.', 'Run it without --no-build.');
    }
    const problems = await rehearseDeploy(root, env, step);
    terminal.result({ deployable: problems.length === 0, problems });
    for (const { text, fix } of problems) {
      terminal.say(`${terminal.style('red', '✗')} ${text}\n  → ${fix}`);
    }
    if (problems.length === 0) terminal.say('It would work in the cloud.');
    return problems.length === 0 ? 0 : 1;
  },
});

if (require.main === module) void runAsProgram(run);
