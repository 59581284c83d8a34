/** `npm run flow`: writes the committed flows, and their picture in the documentation, from the source. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleFiles } from './studio/example-files';

for (const [path, content] of exampleFiles()) {
  writeFileSync(join(process.cwd(), path), content);
  process.stdout.write(`${path}\n`);
}
