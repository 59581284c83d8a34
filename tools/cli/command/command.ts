import { CommandFailure, UsageFailure } from './failure';
import { type Description, helpText } from './help';
import { type Arguments, COMMON_OPTIONS, type Options, readArguments } from './options';
import { createTerminal, type Terminal } from './terminal';

type AllOptions<T extends Options> = T & typeof COMMON_OPTIONS;

interface Command<T extends Options> extends Description {
  readonly options: T;
  /** How many positional arguments there may be, at most. */
  readonly positionals?: number;
  /**
   * Does the work, and gives the exit code; throws `CommandFailure` for what a person can fix. It loads
   * what takes long itself, by `require`, so that `--help` answers at once.
   */
  readonly run: (args: Arguments<AllOptions<T>>, terminal: Terminal) => Promise<number>;
}

/** A whole command, from its arguments to its exit code; it touches the process only by `terminal`. */
export type Run = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** Adds to a command what all have: reading the arguments, `--help`, and printing a failure. */
export function defineCommand<T extends Options>(command: Command<T>): Run {
  const options = { ...command.options, ...COMMON_OPTIONS };
  return async (args, terminal) => {
    if (args.includes('--help') || args.includes('-h')) {
      terminal.write(`${helpText({ ...command, options })}\n`);
      return 0;
    }
    try {
      const read = readArguments(options, args, command.positionals ?? 0);
      return await command.run(read, terminal);
    } catch (error) {
      return reportFailure(error, terminal);
    }
  };
}

function reportFailure(error: unknown, terminal: Terminal): number {
  if (!(error instanceof CommandFailure)) throw error;
  const { message, fix, code } = error;
  terminal.result({ error: { message, fix, ...(code === undefined ? {} : { code }) } });
  terminal.note(`${message}\n  → ${fix}`);
  return error instanceof UsageFailure ? 2 : 1;
}

/** The main program of a command: runs it with what this process has. */
export async function runAsProgram(run: Run): Promise<void> {
  const args = process.argv.slice(2);
  const { env, stdin, stdout, stderr } = process;
  const shell = { cwd: process.cwd(), env, stdin, stdout, stderr, interrupted };
  process.exitCode = await run(args, createTerminal(args, shell));
}

function interrupted(): AbortSignal {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => interruption.abort());
  }
  return interruption.signal;
}
