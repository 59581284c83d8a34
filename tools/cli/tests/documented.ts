import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scripts } from '../../../package.json';
import type { Run } from '../command/command';
import { type Finished, runCommand } from './run-command';

const ROOT = join(__dirname, '../../..');
const TOOLKIT = require.resolve('twilio-run/bin/twilio-run.js');

/** The commands in the code blocks of a section of a page, as they are written, without comments. */
export function documentedCommands(page: string, heading: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const level = /^#+/.exec(heading)?.[0].length ?? 0;
  const [, section] = text.split(`\n${heading}\n`);
  if (section === undefined) throw new Error(`${page} has no section “${heading}”`);
  const [own = ''] = section.split(new RegExp(`^#{1,${level}} `, 'm'));
  return commandsIn(own);
}

/** The commands in all code blocks of a page. */
export const allDocumentedCommands = (page: string): string[] =>
  commandsIn(readFileSync(join(ROOT, page), 'utf8'));

function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = '']) => block);
  const lines = blocks.flatMap((block) => block.split('\n'));
  const commands = lines.map((line) => line.replace(/\s+#\s.*$/, '').trim());
  return commands.filter((line) => line !== '');
}

interface Reader {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What a reader puts in place of an example, such as a SID for `ZB…`. */
  readonly words?: Readonly<Record<string, string>>;
}

/** Runs a documented command as a reader would, who answers each question with yes. */
export async function runDocumented(
  command: string,
  { cwd, env, words = {} }: Reader,
): Promise<Finished> {
  const typed = command.split(/\s+/).map((word) => {
    const example = Object.keys(words).find((one) => word.includes(one));
    return example === undefined ? word : word.replace(example, words[example] ?? '');
  });
  if (typed.some((word) => word.includes('…'))) throw new Error(`not filled in: ${command}`);
  const [program, ...args] = typed;
  if (program === 'npm') return runScript(args, { cwd, env });
  if (program !== 'npx' || args[0] !== 'twilio-run') throw new Error(`cannot run: ${command}`);
  const run = promisify(execFile)(process.execPath, [TOOLKIT, ...args.slice(1)], { cwd, env });
  const { stdout, stderr } = await run;
  return { code: 0, out: stdout, err: stderr };
}

/** `npm run NAME -- …`, in this process. */
function runScript([run, name = '', dashes, ...args]: string[], { cwd, env }: Reader) {
  const script = Object.entries(scripts).find(([known]) => known === name)?.[1];
  const [, file] = /^tsx (\S+)$/.exec(script ?? '') ?? [];
  if (run !== 'run' || file === undefined || (dashes ?? '--') !== '--') {
    throw new Error(`npm cannot run ${name} with ${args.join(' ')}`);
  }
  // Safe: each program of tools/cli exports its command as `run`.
  const command = (require(join(ROOT, file)) as { run: Run }).run;
  return runCommand(command, args, { cwd, env, typed: 'y\n' });
}
