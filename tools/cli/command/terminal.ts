import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { UsageFailure } from './failure';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

export type Variables = Readonly<Record<string, string | undefined>>;

/** What a stream of the process has; a child process can share its `fd`. */
interface ProcessStream {
  readonly isTTY?: boolean | undefined;
  readonly fd?: number | undefined;
}

/** What a program gets from the shell that starts it. */
export interface Shell {
  readonly cwd: string;
  readonly env: Variables;
  readonly stdin: Readable & ProcessStream;
  readonly stdout: Writable & ProcessStream;
  readonly stderr: Writable & ProcessStream;
  /** From the first call on, Ctrl-C aborts this signal and no longer ends the process. */
  readonly interrupted: () => AbortSignal;
}

/** How long work may take, in ms, before the terminal says what it is waiting for. */
const PATIENCE_MILLISECONDS = 500;

/** All that a command knows of the world outside its arguments, and the only way it prints. */
export interface Terminal extends Pick<Shell, 'cwd' | 'env' | 'interrupted'> {
  /** With `--json`: `say` is silent, and only `result` and `write` print. */
  readonly json: boolean;
  say(text?: string): void;
  /** Prints one JSON document for a program; nothing for a person. */
  result(value: object): void;
  /** Prints on standard output as it is, for people and programs. */
  write(text: string): void;
  /** Prints on standard error, for people and programs: progress, warnings, failures. */
  note(text: string): void;
  /** Colours a text if the output is a terminal and NO_COLOR is not set. */
  style(style: Style, text: string): string;
  /** Does the work, and tells a person what it is waiting for if that takes a while. */
  progress<T>(text: string, work: () => Promise<T>): Promise<T>;
  /** Asks a yes/no question; throws `UsageFailure` if nobody is there to answer. */
  confirm(question: string): Promise<boolean>;
  /** Starts another program here. It prints on standard error: standard output is for results. */
  spawn(file: string, args: readonly string[], env?: Variables): ChildProcess;
}

export function createTerminal(args: readonly string[], shell: Shell): Terminal {
  const { cwd, env, interrupted, stdout, stderr } = shell;
  const json = args.includes('--json');
  const coloured = stdout.isTTY === true && !env.NO_COLOR;
  const write = (text: string) => void stdout.write(text);
  const note = (text: string) => void stderr.write(`${text}\n`);
  return {
    cwd,
    env,
    interrupted,
    json,
    say: (text = '') => {
      if (!json) write(`${text}\n`);
    },
    result: (value) => {
      if (json) write(`${JSON.stringify(value, null, 2)}\n`);
    },
    write,
    note,
    style: (style, text) => (coloured ? styleText(style, text) : text),
    progress: async (text, work) => {
      if (stderr.isTTY !== true) return work();
      const timer = setTimeout(() => note(`${text} …`), PATIENCE_MILLISECONDS);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
      }
    },
    confirm: (question) => confirm(question, shell),
    spawn: (file, args, variables = env) => {
      const output = stderr.fd ?? 'pipe';
      const stdio: StdioOptions = [shell.stdin.fd ?? 'ignore', output, output];
      const child = spawn(file, args, { cwd, env: { ...variables }, stdio });
      child.stdout?.pipe(stderr, { end: false });
      child.stderr?.pipe(stderr, { end: false });
      return child;
    },
  };
}

async function confirm(question: string, { stdin, stderr }: Shell): Promise<boolean> {
  if (stdin.isTTY !== true) {
    throw new UsageFailure(
      'Nothing was changed: there is no terminal to ask for confirmation.',
      'If the change above is what you want, run the command again with --yes.',
    );
  }
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
