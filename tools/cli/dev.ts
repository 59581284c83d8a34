/** `npm run dev`: builds the functions, serves them on port 3000, and does both again at each change. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { context, type Plugin } from 'esbuild';
import { checkPort, PortInUse } from '../simulator';
import { functionBundles } from './build/functions';
import { defineCommand, runAsProgram } from './command/command';
import { CommandFailure, UsageFailure } from './command/failure';
import type { Terminal } from './command/terminal';

// One process, and nothing reloaded between requests: memory is kept between calls, as in the cloud.
const SERVE = ['start', '--no-fork-process', '--no-live', '--port'];

export const run = defineCommand({
  name: 'dev',
  summary:
    'Builds the functions and serves them on this machine, and does both again after each change.',
  options: {
    port: {
      type: 'string',
      value: 'NUMBER',
      description: 'the port to serve them on (default: PORT, or 3000)',
    },
  },
  async run({ values }, terminal) {
    const port = readPort(values.port ?? terminal.env.PORT ?? '3000');
    // The toolkit would ask whether it may use another port.
    await checkPort(port).catch(explainTaken);
    const server = new DevServer(port, terminal);
    const plugins = [restartAfterBuild(server)];
    const builder = await context({ ...functionBundles(terminal.cwd), plugins });
    const interrupted = once(terminal.interrupted(), 'abort');
    await builder.watch();
    await interrupted;
    await builder.dispose();
    await server.stop();
    return 0;
  },
});

/** The toolkit's server, in a process of its own. */
class DevServer {
  readonly #port: number;
  readonly #terminal: Terminal;
  #process: ChildProcess | undefined;

  constructor(port: number, terminal: Terminal) {
    this.#port = port;
    this.#terminal = terminal;
  }

  /** With `--no-live` a server goes on with the code that it has loaded, so a new one is started. */
  async restart(): Promise<void> {
    await this.stop();
    const toolkit = require.resolve('twilio-run/bin/twilio-run.js');
    const args = [toolkit, ...SERVE, String(this.#port)];
    this.#process = this.#terminal.spawn(process.execPath, args);
  }

  async stop(): Promise<void> {
    const running = this.#process;
    if (running === undefined) return;
    // Ctrl-C has reached the server as well.
    if (running.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, 'exit');
    running.kill();
    await exited;
  }
}

function restartAfterBuild(server: DevServer): Plugin {
  return {
    name: 'restart-after-build',
    setup(build) {
      build.onEnd(async ({ errors }) => {
        if (errors.length === 0) await server.restart();
      });
    },
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new UsageFailure(`${text} is not a port.`, 'Use a number from 1 to 65535.');
}

function explainTaken(error: unknown): never {
  if (!(error instanceof PortInUse)) throw error;
  throw new CommandFailure(
    `Port ${error.port} is in use by another program.`,
    'Stop that program, or use another port: `npm run dev -- --port 3010`.',
    'port-in-use',
    { cause: error },
  );
}

if (require.main === module) void runAsProgram(run);
