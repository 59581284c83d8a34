import { CommandFailure, UsageFailure } from './failure';
import { type Description, helpText } from './help';
import { type Arguments, COMMON_OPTIONS, type Options, readArguments } from './options';
import { createTerminal, type Terminal } from './terminal';

type AllOptions<T extends Options> = T & typeof COMMON_OPTIONS;

export interface Command<T extends Options> extends Description {
  readonly options: T;
  /** How many positional arguments there may be, at most. */
  readonly positionals?: number;
  /** Does the work, and gives the exit code; throws `CommandFailure` for what a person must mend. */
  readonly run: (args: Arguments<AllOptions<T>>, terminal: Terminal) => Promise<number>;
}

/** The main program of a file in `tools/cli/`: reads the arguments, runs, prints failures, exits. */
export async function runCommand<T extends Options>(
  command: Command<T>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const options = { ...command.options, ...COMMON_OPTIONS };
  const terminal = createTerminal(args.includes('--json'));
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${helpText({ ...command, options })}\n`);
    return;
  }
  try {
    process.exitCode = await command.run(
      readArguments(options, args, command.positionals ?? 0),
      terminal,
    );
  } catch (error) {
    process.exitCode = reportFailure(error, terminal);
  }
}

function reportFailure(error: unknown, terminal: Terminal): number {
  if (!(error instanceof CommandFailure)) throw error;
  const { message, mend, code } = error;
  terminal.result({ error: { message, mend, ...(code === undefined ? {} : { code }) } });
  terminal.note(`${message}\n  → ${mend}`);
  return error instanceof UsageFailure ? 2 : 1;
}
