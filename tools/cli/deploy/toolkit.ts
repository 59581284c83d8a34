import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Terminal, Variables } from '../command/terminal';
import type { Region } from '../twilio/region';

/** What the toolkit's own deploy needs to know. */
interface ToolkitDeploy {
  /** Absolute path of a file with the variables, and ACCOUNT_SID and AUTH_TOKEN. */
  readonly envFile: string;
  /** The suffix of the environment; empty for production. */
  readonly environment: string;
  /** In place of the configured one. */
  readonly assetsFolder?: string;
  readonly region?: Region | undefined;
}

/** Runs `twilio-run deploy` and shows what it prints; returns its exit code. */
export async function showToolkitDeploy(
  deploy: ToolkitDeploy,
  terminal: Terminal,
): Promise<number> {
  const child = terminal.spawn(process.execPath, commandLine(deploy));
  const [code] = await once(child, 'close');
  return typeof code === 'number' ? code : 1;
}

interface QuietDeploy extends ToolkitDeploy {
  /** The folder with package.json and .twilioserverlessrc; the toolkit leaves .twiliodeployinfo there. */
  readonly cwd: string;
  readonly env: Variables;
}

/** Runs `twilio-run deploy`; returns its exit code and everything that it printed. */
export async function runToolkitDeploy({
  cwd,
  env,
  ...deploy
}: QuietDeploy): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, commandLine(deploy), { cwd, env: { ...env } });
  child.stdin.end();
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : 1, output: printed.join('') };
}

function commandLine({ envFile, environment, assetsFolder, region }: ToolkitDeploy): string[] {
  const place = environment === '' ? ['--production'] : ['--environment', environment];
  // With the flags, the toolkit keeps what it has deployed apart by region, which it does not otherwise.
  const where = region ? ['--region', region.region, '--edge', region.edge] : [];
  const assets = assetsFolder === undefined ? [] : ['--assets-folder', assetsFolder];
  const program = require.resolve('twilio-run/bin/twilio-run.js');
  return [program, 'deploy', '--env', envFile, ...place, ...assets, ...where];
}
