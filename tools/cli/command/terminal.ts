import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { UsageFailure } from './failure';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** How long work may take, in ms, before the terminal says what it is waiting for. */
const PATIENCE_MILLISECONDS = 500;

/** Where a command speaks: results on standard output, everything else on standard error. */
export interface Terminal {
  /** True when a machine reads: `say` is silent, and only `result` prints. */
  readonly json: boolean;
  say(text?: string): void;
  /** One JSON document on standard output; nothing where a person reads. */
  result(value: object): void;
  /** For standard error: progress, warnings, failures. Shown to machines as well. */
  note(text: string): void;
  /** Colours a text where the output is a terminal and NO_COLOR is not set. */
  style(style: Style, text: string): string;
  /** Runs the work, and names it to a person who waits once it takes noticeably long. */
  progress<T>(text: string, work: () => Promise<T>): Promise<T>;
  /** Asks a yes/no question; throws `UsageFailure` where nobody is there to answer. */
  confirm(question: string): Promise<boolean>;
}

export function createTerminal(json: boolean): Terminal {
  const coloured = process.stdout.isTTY === true && !process.env.NO_COLOR;
  return {
    json,
    say: (text = '') => {
      if (!json) process.stdout.write(`${text}\n`);
    },
    result: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    note: (text) => process.stderr.write(`${text}\n`),
    style: (style, text) => (coloured ? styleText(style, text) : text),
    progress: async (text, work) => {
      if (process.stderr.isTTY !== true) return work();
      const timer = setTimeout(() => process.stderr.write(`${text} …\n`), PATIENCE_MILLISECONDS);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
      }
    },
    confirm,
  };
}

async function confirm(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) {
    throw new UsageFailure(
      'Nothing was changed: there is no terminal to answer the question.',
      'Run it again with --yes if the change above is what you want.',
    );
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
