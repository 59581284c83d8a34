/** `npm run build`: type-checks, then bundles each function into one file that runs alone. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildFunctions } from './build/functions';

async function main(): Promise<void> {
  try {
    execFileSync(join('node_modules', '.bin', 'tsc'), {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    const files = await buildFunctions();
    console.log(`Built ${files.length} functions into dist/functions.`);
  } catch {
    console.error('The build failed: mend what is said above, then build again.');
    process.exitCode = 1;
  }
}

void main();
