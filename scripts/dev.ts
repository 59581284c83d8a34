/** `npm run dev`: builds, serves the functions on port 3000, and does both again at each change. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { context, type Plugin } from 'esbuild';
import { functionBundles } from './build/functions';

// One process, and nothing reloaded between requests: memory is kept between calls, as in the cloud.
const SERVE = ['start', '--port', process.env.PORT ?? '3000', '--no-fork-process', '--no-live'];

let server: ChildProcess | undefined;

function serve(): void {
  server = spawn(
    process.execPath,
    [join('node_modules', 'twilio-run', 'bin', 'twilio-run.js'), ...SERVE],
    {
      stdio: 'inherit',
    },
  );
}

/** Starts the server anew: with `--no-live` it would go on with the code that it has loaded. */
function restart(): void {
  const old = server;
  if (old && old.exitCode === null) {
    old.once('exit', serve);
    old.kill();
  } else serve();
}

const restartAfterBuild: Plugin = {
  name: 'restart-after-build',
  setup(build) {
    build.onEnd(({ errors }) => {
      if (errors.length === 0) restart();
    });
  },
};

async function main(): Promise<void> {
  const builder = await context({ ...functionBundles(), plugins: [restartAfterBuild] });
  await builder.watch();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    server?.kill();
    process.exit(0);
  });
}

void main();
