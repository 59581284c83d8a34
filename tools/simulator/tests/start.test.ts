import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { orderCall } from '../control/client';
import { readCallRequest } from '../local/call-request';

/** Runs a command of the simulator; gives what it printed and its exit code. */
function command(file: string, ...args: string[]) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', `tools/simulator/${file}.ts`, ...args],
    {
      env: { ...process.env, NO_COLOR: '1' },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const done = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.once('exit', (code) => resolve({ code, output }));
  });
  return { child, done };
}

/** A port that was free a moment ago. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Resolves once the child has printed this. */
const printed = (child: ChildProcess, words: string) =>
  new Promise<void>((resolve) => {
    child.stdout?.on('data', (text: string) => text.includes(words) && resolve());
  });

// `npm test` has built the functions; other tests run them while these do.
test('npm start --once serves, places a call and shows all of it', async () => {
  const { done } = command('start', '--built', '--once', '--port', String(await freePort()));
  const { code, output } = await done;
  expect(output).toContain('twilio  → service  POST /engage 200');
  expect(output).toMatch(/\d+ frames to the agent, \d+ back/);
  expect(output).toContain('service → asapp    GET /generativeagent/v1/call-transfers/CA');
  expect(output).toContain('✔ with-person');
  expect(code).toBe(0);
}, 30_000);

test.each(['--port', '--control-port', '--console-port'])(
  'npm start says that the port of %s is taken, before it places a call',
  async (option) => {
    const taken = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => taken.listen(port, resolve));
    const ports = { '--port': await freePort(), '--control-port': await freePort() };
    const others = Object.entries({ ...ports, '--console-port': await freePort(), [option]: port });
    const { code, output } = await command('start', '--built', ...others.flat().map(String)).done;
    taken.close();
    expect(output).toContain(`port ${port} is in use`);
    expect(output).not.toContain('/engage');
    expect(code).toBe(1);
  },
  30_000,
);

test('npm start stays up for more calls and shows the console, and ends all it started on Ctrl-C', async () => {
  const [port, controlPort, consolePort] = [await freePort(), await freePort(), await freePort()];
  const ports = [
    `--port=${port}`,
    `--control-port=${controlPort}`,
    `--console-port=${consolePort}`,
  ];
  const { child, done } = command('start', '--built', ...ports);
  await printed(child, 'ready for more calls');
  const request = readCallRequest({ outcome: 'completed', studio: true });
  const report = await orderCall(controlPort, request, () => {});
  const shown = `http://localhost:${consolePort}`;
  const page = await (await fetch(shown)).text();
  const call: unknown = await (await fetch(`${shown}/calls/${report?.callSid}.json`)).json();
  child.kill('SIGINT');
  const { code } = await done;
  expect(page).toContain('<title>Call console</title>');
  // Whoever has placed it: the console knows of every call.
  expect(call).toMatchObject({ callSid: report?.callSid, over: { end: 'goodbye' } });
  expect(report).toMatchObject({ end: 'goodbye', endedWell: true });
  expect(code).toBe(0);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
}, 30_000);

test('npm run call starts what it needs, and its exit code says how the call ended', async () => {
  const { done } = command(
    'call',
    '--built',
    '--alone',
    '--json',
    '--outcome',
    'drop',
    '--agent-answers',
    'busy,answered',
  );
  const { code, output } = await done;
  const report: unknown = JSON.parse(output);
  expect([code, report]).toEqual([
    0,
    expect.objectContaining({ end: 'with-person', endedWell: true }),
  ]);
}, 30_000);

test.each([
  [['--outcome', 'win'], 'outcome "win": use one of agent, system'],
  [['--param', 'x'], '--param x: write it as name=value'],
  [['--colour'], "Unknown option '--colour'"],
])(
  'npm run call %j is refused, and it is said why',
  async (args, message) => {
    const { code, output } = await command('call', ...args).done;
    expect([code, output]).toEqual([1, expect.stringContaining(message)]);
  },
  30_000,
);
