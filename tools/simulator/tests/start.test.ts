import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from '../call';
import { requestCall } from '../control/client';
import { readCallRequest } from '../local/call-request';
import { start } from '../start';

/** Runs a command of the simulator as its npm script does. */
function spawnCommand(file: string, ...args: string[]) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', `tools/simulator/${file}.ts`, ...args],
    { env: { ...process.env, NO_COLOR: '1' } },
  );
  let output = '';
  const waiting: { words: string; resolve: () => void }[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const { words, resolve } of waiting) if (output.includes(words)) resolve();
    });
  }
  return {
    child,
    /** Settles once the command has printed this. */
    printed: (words: string) => new Promise<void>((resolve) => waiting.push({ words, resolve })),
    done: new Promise<{ code: number | null; output: string }>((resolve) => {
      child.once('exit', (code) => resolve({ code, output }));
    }),
  };
}

const listen = () =>
  new Promise<{ server: Server; port: number }>((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 });
    });
  });

let folder: string;
let logFile: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'voice-agent-'));
  logFile = join(folder, 'log.jsonl');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const { server, port } = await listen();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// `npm test` has built the functions; other tests run them while these do.
test('npm start shows its first call, takes more calls, serves the console, and stops on Ctrl-C', async () => {
  const [port, controlPort, consolePort] = [await freePort(), await freePort(), await freePort()];
  const { child, printed, done } = spawnCommand(
    'start',
    '--built',
    `--port=${port}`,
    `--control-port=${controlPort}`,
    `--console-port=${consolePort}`,
    `--log-file=${logFile}`,
  );
  await printed('Press Ctrl-C to stop.');
  const request = readCallRequest({ outcome: 'completed', studio: true });
  const report = await requestCall(controlPort, request, () => {});
  const shown = `http://localhost:${consolePort}`;
  const page = await (await fetch(shown)).text();
  const recorded: unknown = await (await fetch(`${shown}/calls/${report?.callSid}.json`)).json();
  child.kill('SIGINT');
  const { code, output } = await done;

  expect(output).toContain('twilio  → service  POST /engage 200');
  expect(output).toMatch(/\d+ frames to the agent, \d+ back/);
  expect(output).toContain('service → asapp    GET /generativeagent/v1/call-transfers/CA');
  expect(output).toContain('✔ with-person');
  expect(page).toContain('<title>Call console</title>');
  // The console knows every call, whoever has placed it.
  expect(recorded).toMatchObject({ callSid: report?.callSid, over: { end: 'goodbye' } });
  expect(report).toMatchObject({ end: 'goodbye', endedWell: true });
  expect(code).toBe(0);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
}, 30_000);

test('npm run call starts what it needs, and its exit code is 0 if the call ended well', async () => {
  const outcome = ['--outcome', 'drop', '--agent-answers', 'busy,answered'];
  const { done } = spawnCommand('call', '--built', '--alone', '--json', ...outcome);
  const { code, output } = await done;

  expect(JSON.parse(output)).toMatchObject({ end: 'with-person', endedWell: true });
  expect(code).toBe(0);
}, 30_000);

test('npm start --once stops after its first call', async () => {
  const lines: string[] = [];
  const args = ['--built', '--once', '--port', String(await freePort()), '--log-file', logFile];
  const { exitCode, close } = await start(args, (line) => lines.push(line));
  await close();

  expect(exitCode).toBe(0);
  expect(lines.at(-1)).toContain('✔ with-person');
  const logged = readFileSync(logFile, 'utf8').trim().split('\n');
  const { event, record } = JSON.parse(JSON.parse(logged.at(-1) ?? '').line);
  // The record knows who was called, so Twilio's REST API could be read.
  expect([event, record.destinations]).toEqual(['call-record', [expect.any(Object)]]);
}, 30_000);

test.each(['--port', '--control-port', '--console-port'])(
  'npm start reports that the port of %s is in use, before it starts anything',
  async (option) => {
    const { server, port } = await listen();
    const ports: Record<string, number> = {
      '--port': await freePort(),
      '--control-port': await freePort(),
      '--console-port': await freePort(),
      [option]: port,
    };
    const lines: string[] = [];
    const args = Object.entries(ports).flat().map(String);
    const started = start(['--built', ...args], (line) => lines.push(line));
    await expect(started).rejects.toThrow(`port ${port} is in use`);
    server.close();
    expect(lines).toEqual([]);
  },
);

test.each(['0', '65536', 'http'])('npm start refuses the port %s', async (port) => {
  await expect(start(['--port', port], () => {})).rejects.toThrow('Use a number from 1 to 65535');
});

test.each([
  [['--outcome', 'win'], 'outcome "win": use one of agent, system'],
  [['--param', 'x'], '--param x: write it as name=value'],
  [['--colour'], "Unknown option '--colour'"],
])('npm run call refuses %j and says why', async (args, message) => {
  await expect(call(args, () => {})).rejects.toThrow(message);
});

test('both commands explain their options', async () => {
  const lines: string[] = [];
  await start(['--help'], (line) => lines.push(line));
  await call(['--help'], (line) => lines.push(line));
  expect(lines).toEqual([
    expect.stringContaining('--console-port'),
    expect.stringContaining('--agent-answers'),
  ]);
});
