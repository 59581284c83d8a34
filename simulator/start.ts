/** `npm start`: builds, serves the functions, places a call, and stays up for more. */
import { parseArgs } from 'node:util';
import { buildFunctions } from '../scripts/build/functions';
import { startControl } from './control/server';
import { readCallRequest } from './local/call-request';
import { CONTROL_PORT, SERVICE_PORT } from './local/ports';
import { startAll } from './local/start-all';
import { painter } from './timeline/colour';
import { formatEnd, formatEvent } from './timeline/format';

const HELP = `npm start [-- --once] [--port 3000]

Builds the functions, serves them on a port of this machine, places one simulated call and prints
what happens. Then it waits for more: npm run call -- --help

  --once          end after the first call; the exit code says whether it ended well
  --built         take the functions as they were built last
  --port          where the functions are served (${SERVICE_PORT})
  --control-port  where orders for more calls are taken (${CONTROL_PORT})
`;

const paint = painter(process.stdout);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      port: { type: 'string', default: String(SERVICE_PORT) },
      'control-port': { type: 'string', default: String(CONTROL_PORT) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const port = readPort(values.port);
  const controlPort = readPort(values['control-port']);
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

  const report = await world.phone.place(readCallRequest({}), {
    onEvent: (event) => console.log(formatEvent(event, paint)),
  });
  console.log(`\n${formatEnd(report, paint)}\n`);
  if (values.once) return end(report.endedWell ? 0 : 1);
  const control = await startControl(world.phone, controlPort);
  console.log(`ready for more calls on port ${control.port}: npm run call -- --help`);
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
