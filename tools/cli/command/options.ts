import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageFailure } from './failure';

type ParseArgsOption = NonNullable<ParseArgsConfig['options']>[string];

/** An option of a command: `parseArgs`' own description of it, and what the help says. */
export type Option = ParseArgsOption & {
  readonly description: string;
  /** The placeholder of its value in the help, for instance `URL`. */
  readonly value?: string;
};

export type Options = Readonly<Record<string, Option>>;

/** The options that every command has. */
export const COMMON_OPTIONS = {
  json: { type: 'boolean', description: 'print one JSON document, for programs' },
  help: { type: 'boolean', short: 'h', description: 'print this help' },
} as const satisfies Options;

type Parse<T extends Options> = typeof parseArgs<{
  args: string[];
  options: T;
  allowPositionals: true;
  strict: true;
}>;

export type Arguments<T extends Options> = ReturnType<Parse<T>>;

/**
 * Reads a command line.
 *
 * @throws UsageFailure for an unknown option, a missing value, or one positional argument too many
 */
export function readArguments<T extends Options>(
  options: T,
  args: readonly string[],
  positionals: number,
): Arguments<T> {
  let parsed: Arguments<T>;
  try {
    const parse: Parse<T> = parseArgs;
    parsed = parse({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!isParseError(error)) throw error;
    throw new UsageFailure(firstSentence(error.message), 'See --help for the options.');
  }
  const extra = parsed.positionals[positionals];
  if (extra !== undefined) {
    throw new UsageFailure(
      `Unexpected argument: ${extra}`,
      'See --help for the arguments it takes.',
    );
  }
  return parsed;
}

function isParseError(error: unknown): error is { code: string; message: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'message' in error &&
    'code' in error &&
    String(error.code).startsWith('ERR_PARSE_ARGS')
  );
}

/** Node's second sentence is advice on `--`, which is misleading after `npm run … --`. */
function firstSentence(text: string): string {
  return text.split('. ')[0] ?? text;
}
