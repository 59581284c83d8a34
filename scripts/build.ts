/** `npm run build`: type-checks, then bundles each function into one file that runs alone. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildFunctions } from './build/functions';
import { runCommand } from './command/command';
import { CommandFailure } from './command/failure';

runCommand({
  name: 'build',
  summary: 'Checks the types, and bundles each function into a file of its own in dist/functions.',
  options: {},
  async run(_args, terminal) {
    let files: string[];
    try {
      execFileSync(join('node_modules', '.bin', 'tsc'), {
        // Standard output is kept for the result of the command.
        stdio: ['inherit', 2, 2],
        shell: process.platform === 'win32',
      });
      files = await buildFunctions();
    } catch (cause) {
      const mend = 'Mend what is said above, then build again.';
      throw new CommandFailure('The build failed.', mend, 'not-built', { cause });
    }
    terminal.result({ files });
    terminal.say(`Built ${files.length} functions into dist/functions.`);
    return 0;
  },
});
