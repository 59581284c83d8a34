import { format } from 'node:util';

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly [field: string]: unknown;
}

/** Keeps what is logged away from the terminal, for a test to look at. To be called in `describe`. */
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
    /** All that was written, as it was. */
    text: () => lines.join('\n'),
    /** The lines of the log. */
    // Safe: each line is one JSON object with level and event; a test reads the fields it expects.
    lines: () => lines.map((line) => JSON.parse(line) as LogLine),
    /** The first line of an event; undefined where there is none. */
    find: (event: string) =>
      lines.map((line) => JSON.parse(line) as LogLine).find((line) => line.event === event),
  };
}
