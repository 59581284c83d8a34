import { format } from 'node:util';

const levels = ['debug', 'log', 'info', 'warn', 'error'] as const;

/** Sends what this process logs to `onLine` instead of the terminal; gives back what ends that. */
export function captureConsole(onLine: (line: string) => void): () => void {
  const originals = levels.map((level) => [level, console[level]] as const);
  for (const level of levels) console[level] = (...parts: unknown[]) => onLine(format(...parts));
  return () => {
    for (const [level, original] of originals) console[level] = original;
  };
}
