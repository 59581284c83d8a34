/** `npm run build`: type-checks, then bundles each function into one file that runs alone. */
import { execFileSync } from 'node:child_process';
import { buildFunctions } from './build/functions';

execFileSync(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
buildFunctions().then((files) => console.log(`built ${files.length} functions in dist/functions`));
