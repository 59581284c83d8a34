/** `npm run build`: checks the types, then bundles each function into one file. */
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { buildExplained } from './build/explained';
import { defineCommand, runAsProgram } from './command/command';
import { CommandFailure } from './command/failure';

const TYPESCRIPT = dirname(require.resolve('typescript/package.json'));

export const run = defineCommand({
  name: 'build',
  summary: 'Checks the types, and bundles each function into one file in dist/functions.',
  options: {},
  async run(_args, terminal) {
    const compiler = terminal.spawn(process.execPath, [join(TYPESCRIPT, 'bin/tsc')]);
    const [code] = await once(compiler, 'close');
    if (code !== 0) {
      const fix = 'Fix the errors above, then run it again.';
      throw new CommandFailure('TypeScript found errors.', fix, 'bad-types');
    }
    const files = await buildExplained(terminal.cwd);
    terminal.result({ files });
    terminal.say(`Built ${files.length} functions into dist/functions.`);
    return 0;
  },
});

if (require.main === module) void runAsProgram(run);
