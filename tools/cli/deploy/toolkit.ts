import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a run of `twilio-run deploy` went. */
export interface ToolkitRun {
  readonly code: number;
  /** Everything that it printed; empty where it was shown at once. */
  readonly output: string;
}

interface ToolkitOptions {
  /** The folder with package.json and .twilioserverlessrc; the toolkit leaves .twiliodeployinfo there. */
  readonly cwd: string;
  /** Absolute path of a file with the variables, and ACCOUNT_SID and AUTH_TOKEN. */
  readonly envFile: string;
  /** The suffix of the environment; empty for production. */
  readonly environment: string;
  /** Beside what this process has. */
  readonly variables?: Readonly<Record<string, string>>;
  /** `show` prints on standard error what the toolkit says; `keep` gives it back. */
  readonly output: 'show' | 'keep';
}

/** Runs the toolkit's own deploy, as `npx twilio-run deploy` would. */
export async function runToolkitDeploy(options: ToolkitOptions): Promise<ToolkitRun> {
  const { cwd, envFile, environment, variables, output } = options;
  const place = environment === '' ? ['--production'] : ['--environment', environment];
  const child = spawn(
    process.execPath,
    [require.resolve('twilio-run/bin/twilio-run.js'), 'deploy', '--env', envFile, ...place],
    {
      cwd,
      env: { ...process.env, ...variables },
      // Standard output is kept for the result of the command.
      stdio: ['inherit', ...(output === 'show' ? ([2, 2] as const) : (['pipe', 'pipe'] as const))],
    },
  );
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : 1, output: printed.join('') };
}
