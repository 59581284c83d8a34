/** `npm run build`: type-checks, then bundles each function into one file that runs alone. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildExplained } from './build/explained';
import { runCommand } from './command/command';
import { CommandFailure } from './command/failure';

runCommand({
  name: 'build',
  summary: 'Checks the types, and bundles each function into a file of its own in dist/functions.',
  options: {},
  async run(_args, terminal) {
    try {
      execFileSync(join('node_modules', '.bin', 'tsc'), {
        // Standard output is kept for the result of the command.
        stdio: ['inherit', 2, 2],
        shell: process.platform === 'win32',
      });
    } catch (cause) {
      const mend = 'Mend what is said above, then run it again.';
      throw new CommandFailure('The types do not fit.', mend, 'bad-types', { cause });
    }
    const files = await buildExplained();
    terminal.result({ files });
    terminal.say(`Built ${files.length} functions into dist/functions.`);
    return 0;
  },
});
