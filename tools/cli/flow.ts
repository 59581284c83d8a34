/** `npm run flow`: writes the committed flows, and their picture in the documentation, from the source. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command/command';
import { exampleFiles } from './studio/example-files';

runCommand({
  name: 'flow',
  summary:
    'Writes the flows in studio/, and their picture in docs/studio.md, from tools/studio/flow.ts.',
  options: {},
  async run(_args, terminal) {
    const files = exampleFiles();
    for (const [path, content] of files) {
      writeFileSync(join(process.cwd(), path), content);
      terminal.say(path);
    }
    terminal.result({ files: [...files].map(([path]) => path) });
    return 0;
  },
});
