/** `npm start`: builds and serves the functions, places a call, and stays up for more. */
import { parseArgs } from 'node:util';
import { buildFunctions } from '../cli/build/functions';
import { CallBook } from './console/call-book';
import { startConsole } from './console/server';
import { startControl } from './control/server';
import { checkPort } from './http/listen';
import { readCallRequest } from './local/call-request';
import { appendToLog, LOCAL_LOG } from './local/log-file';
import { type LocalWorld, PORTS, startAll } from './local/start-all';
import { type Paint, painter } from './timeline/colour';
import { formatEnd, formatEvent } from './timeline/format';

const HELP = `npm start [-- --once] [--port 3000]

Builds the functions, serves them on this machine, places one simulated call and prints what happens.
Then it waits for more calls, from the call console or from npm run call (-- --help).

  --once          stop after the first call; the exit code is 0 if it ended well
  --built         use the functions as they were last built
  --port          where to serve the functions (${PORTS.service})
  --control-port  where to accept requests for more calls (${PORTS.control})
  --console-port  where to serve the call console (${PORTS.console})
  --log-file      where to append what the functions log, for npm run report (${LOCAL_LOG})
`;

/** A simulator that has placed its first call. */
export interface Started {
  /** Set if there is nothing more to do. */
  readonly exitCode?: number;
  close(): Promise<void>;
}

/**
 * Runs the command up to the end of its first call.
 *
 * @param onWorld - told what to close if the command is interrupted
 * @throws Error in plain words, for instance if a port is in use
 */
export async function start(
  args: readonly string[],
  print: (line: string) => void,
  paint: Paint = painter({ isTTY: false }),
  onWorld: (world: LocalWorld) => void = () => {},
): Promise<Started> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      once: { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      port: { type: 'string', default: String(PORTS.service) },
      'control-port': { type: 'string', default: String(PORTS.control) },
      'console-port': { type: 'string', default: String(PORTS.console) },
      'log-file': { type: 'string', default: LOCAL_LOG },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return { exitCode: 0, close: async () => {} };
  }
  const port = readPort(values.port);
  const controlPort = readPort(values['control-port']);
  const consolePort = readPort(values['console-port']);
  for (const wanted of values.once ? [port] : [port, controlPort, consolePort]) {
    await checkPort(wanted);
  }
  const root = process.cwd();
  if (!values.built) {
    const files = await buildFunctions(root);
    print(paint('dim', `Built ${files.length} functions.`));
  }
  const onLog = (line: string) => {
    appendToLog(values['log-file'], line);
    print(paint('dim', line));
  };
  const world = await startAll({ root, port, onLog });
  onWorld(world);
  printWorld(world, print, paint);

  const book = new CallBook(world.allTasks);
  const phone = book.watch(world.phone);
  const agent = world.asapp === undefined ? 'real' : 'local';
  const servers = values.once
    ? []
    : [
        await startControl(phone, controlPort),
        await startConsole({ book, phone, agent, service: world.origin, port: consolePort }),
      ];
  const close = async () => {
    for (const server of [...servers, world]) await server.close();
  };
  const report = await phone.place(readCallRequest({}), {
    onEvent: (event) => print(formatEvent(event, paint)),
  });
  print(`\n${formatEnd(report, paint)}\n`);
  if (values.once) return { exitCode: report.endedWell ? 0 : 1, close };
  print(`Call console: ${paint('bold', `http://localhost:${consolePort}`)}`);
  print(`For more calls from a terminal: npm run call -- --help (port ${controlPort})`);
  print('Press Ctrl-C to stop.');
  return { close };
}

function printWorld(world: LocalWorld, print: (line: string) => void, paint: Paint): void {
  if (world.madeEnvFile) print('Copied .env.example to .env; put your settings there.');
  if (world.demoPeople !== undefined) {
    const people = world.demoPeople.join(', then ');
    print(`AGENT_DESTINATION is not set, so calls for a person go to ${people}.`);
  }
  const agent = world.asapp === undefined ? 'the ASAPP in .env' : 'a simulated ASAPP';
  print(`Serving the functions at ${paint('bold', world.origin)}, with ${agent}.\n`);
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${text} is not a port. Use a number from 1 to 65535.`);
}

async function main(): Promise<void> {
  const paint = painter(process.stdout);
  let close = async () => {};
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void close().then(() => process.exit(0)));
  }
  try {
    const onWorld = (world: LocalWorld) => {
      close = world.close;
    };
    const started = await start(process.argv.slice(2), console.log, paint, onWorld);
    close = started.close;
    if (started.exitCode === undefined) return;
    await close();
    process.exit(started.exitCode);
  } catch (error) {
    console.error(paint('red', error instanceof Error ? error.message : String(error)));
    process.exit(1);
  }
}

if (require.main === module) void main();
