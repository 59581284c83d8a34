import { format } from 'node:util';

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly [field: string]: unknown;
}

/** Keeps the log off the terminal and lets tests read it. Call it in `describe` or at the top of a file. */
export function captureConsole() {
  let lines: string[] = [];
  beforeEach(() => {
    lines = [];
    for (const method of ['debug', 'log', 'info', 'warn', 'error'] as const) {
      jest.spyOn(console, method).mockImplementation((...args: unknown[]) => {
        lines.push(format(...args));
      });
    }
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  return {
    /** Everything that was written, unchanged. */
    text: () => lines.join('\n'),
    /** The lines of the log, without the version that each line of a cold start has. */
    lines: () => lines.map(parseLine),
    /** The first line of an event; undefined if there is none. */
    find: (event: string) => lines.map(parseLine).find((line) => line.event === event),
  };
}

function parseLine(text: string): LogLine {
  // Safe: each line is one JSON object with level and event; a test reads the fields it expects.
  const { version, ...line } = JSON.parse(text) as LogLine;
  return line;
}
