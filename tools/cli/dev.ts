/** `npm run dev`: builds, serves the functions on port 3000, and does both again at each change. */
import { type ChildProcess, spawn } from 'node:child_process';
import { context, type Plugin } from 'esbuild';
import { checkPort, PortInUse } from '../simulator/http/listen';
import { functionBundles } from './build/functions';
import { runCommand } from './command/command';
import { CommandFailure, UsageFailure } from './command/failure';

// One process, and nothing reloaded between requests: memory is kept between calls, as in the cloud.
const SERVE = ['start', '--no-fork-process', '--no-live', '--port'];

let server: ChildProcess | undefined;

function serve(port: number): void {
  server = spawn(
    process.execPath,
    [require.resolve('twilio-run/bin/twilio-run.js'), ...SERVE, String(port)],
    // It asks nothing: a question would stop it where there is no terminal.
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
}

/** Starts the server anew: with `--no-live` it would go on with the code that it has loaded. */
function restart(port: number): void {
  const old = server;
  if (old && old.exitCode === null) {
    old.once('exit', () => serve(port));
    old.kill();
  } else serve(port);
}

function restartAfterBuild(port: number): Plugin {
  return {
    name: 'restart-after-build',
    setup(build) {
      build.onEnd(({ errors }) => {
        if (errors.length === 0) restart(port);
      });
    },
  };
}

runCommand({
  name: 'dev',
  summary: 'Builds the functions and serves them here, and does both again at each change.',
  options: {
    port: {
      type: 'string',
      value: 'NUMBER',
      description: 'where to serve (default: PORT, or 3000)',
    },
  },
  async run({ values }) {
    const port = readPort(values.port ?? process.env.PORT ?? '3000');
    // The toolkit would ask whether another port will do.
    await checkPort(port).catch(explainTaken);
    const builder = await context({ ...functionBundles(), plugins: [restartAfterBuild(port)] });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        server?.kill();
        process.exit(0);
      });
    }
    await builder.watch();
    return 0;
  },
});

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new UsageFailure(`${text} is no port.`, 'Use a number from 1 to 65535.');
}

function explainTaken(error: unknown): never {
  if (!(error instanceof PortInUse)) throw error;
  throw new CommandFailure(
    `Port ${error.port} is in use by another program.`,
    'End it, or take another one: `npm run dev -- --port 3010`.',
    'port-in-use',
    { cause: error },
  );
}
