/** `npm start`: builds, serves the functions, places a call, and stays up for more. */
import { parseArgs } from 'node:util';
import { buildFunctions } from '../cli/build/functions';
import { CallBook } from './console/call-book';
import { startConsole } from './console/server';
import { startControl } from './control/server';
import { readCallRequest } from './local/call-request';
import { PORTS, startAll } from './local/start-all';
import { painter } from './timeline/colour';
import { formatEnd, formatEvent } from './timeline/format';

const HELP = `npm start [-- --once] [--port 3000]

Builds the functions, serves them on a port of this machine, places one simulated call and prints
what happens. Then it waits for more: on the page of the call console, or by npm run call -- --help

  --once          end after the first call; the exit code says whether it ended well
  --built         take the functions as they were built last
  --port          where the functions are served (${PORTS.service})
  --control-port  where orders for more calls are taken (${PORTS.control})
  --console-port  where the call console is shown (${PORTS.console})
`;

const paint = painter(process.stdout);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      port: { type: 'string', default: String(PORTS.service) },
      'control-port': { type: 'string', default: String(PORTS.control) },
      'console-port': { type: 'string', default: String(PORTS.console) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const port = readPort(values.port);
  const controlPort = readPort(values['control-port']);
  const consolePort = readPort(values['console-port']);
  const root = process.cwd();
  if (!values.built) {
    const files = await buildFunctions(root);
    console.log(paint('dim', `built ${files.length} functions`));
  }
  const world = await startAll({ root, port, onLog: (line) => console.log(paint('dim', line)) });
  const end = endOnSignal(() => world.close());
  if (world.madeEnvFile) console.log('made .env of .env.example: your settings go there');
  if (world.demoPeople !== undefined) {
    const people = world.demoPeople.join(', then ');
    console.log(`AGENT_DESTINATION is not set: here people are called at ${people}`);
  }
  const agent = world.asapp === undefined ? 'the real ASAPP of .env' : 'a local ASAPP';
  console.log(`${paint('bold', world.origin)} serves the functions, with ${agent}\n`);

  const book = new CallBook();
  const phone = book.watch(world.phone);
  // Before the call: a port that is taken is told at once.
  const open = values.once
    ? undefined
    : {
        control: await startControl(phone, controlPort),
        page: await startConsole({
          book,
          phone,
          agent: world.asapp === undefined ? 'real' : 'local',
          service: world.origin,
          port: consolePort,
        }),
      };
  const report = await phone.place(readCallRequest({}), {
    onEvent: (event) => console.log(formatEvent(event, paint)),
  });
  console.log(`\n${formatEnd(report, paint)}\n`);
  if (open === undefined) return end(report.endedWell ? 0 : 1);
  const address = `http://localhost:${open.page.port}`;
  console.log(`${paint('bold', address)} is the call console: place a call yourself`);
  console.log(`ready for more calls on port ${open.control.port}: npm run call -- --help`);
  console.log('Ctrl-C ends.');
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${text} is no port: use a number from 1 to 65535`);
}

/** Ends everything that was started, once, also when a signal asks for it. */
function endOnSignal(close: () => Promise<void>): (code: number) => Promise<void> {
  const end = async (code: number) => {
    await close();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(0));
  return end;
}

main().catch((error: unknown) => {
  console.error(paint('red', error instanceof Error ? error.message : String(error)));
  process.exit(1);
});
