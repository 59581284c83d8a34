import type { Options } from './options';

/** What a command's `--help` is made of. */
export interface Description {
  /** Its npm script, for instance `bind-number`. */
  readonly name: string;
  /** One sentence: what it does. */
  readonly summary: string;
  /** Its positional arguments, as the usage line shows them. */
  readonly arguments?: string;
  readonly options: Options;
  /** Command lines after `npm run name --`, each with what it does. */
  readonly examples?: readonly (readonly [line: string, meaning: string])[];
  /** Further paragraphs. */
  readonly notes?: readonly string[];
}

export function helpText(command: Description): string {
  const usage = ['npm run', command.name, '--', command.arguments, '[options]'];
  const options = Object.entries(command.options).map(([name, option]): [string, string] => [
    `--${name}${option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : ''}`,
    option.description + (option.multiple ? ' (may be repeated)' : ''),
  ]);
  const examples = (command.examples ?? []).map(([line, meaning]): [string, string] => [
    `npm run ${command.name} -- ${line}`.replace(/ -- $/, ''),
    meaning,
  ]);
  return [
    command.summary,
    `Usage: ${usage.filter(Boolean).join(' ')}`,
    `Options:\n${table(options)}`,
    examples.length > 0 ? `Examples:\n${table(examples)}` : undefined,
    ...(command.notes ?? []),
    'Exit code: 0 done, 1 failed or problems found, 2 wrong arguments.',
  ]
    .filter((part) => part !== undefined)
    .join('\n\n');
}

/** Rows of two columns, the first as wide as its longest cell. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`.trimEnd()).join('\n');
}
