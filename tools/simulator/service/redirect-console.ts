import { format } from 'node:util';

type OnLine = (line: string) => void;

const levels = ['debug', 'log', 'info', 'warn', 'error'] as const;
const listeners = new Set<OnLine>();
let release: () => void = () => {};

/**
 * Sends what this process logs to `onLine` instead of the terminal. With several at a time each gets
 * every line, since a line does not say which service logged it.
 *
 * @returns a function that stops it
 */
export function redirectConsole(onLine: OnLine): () => void {
  if (listeners.size === 0) release = takeConsole();
  // A new function: the same `onLine` may be used twice.
  const listener: OnLine = (line) => onLine(line);
  listeners.add(listener);
  return () => {
    if (listeners.delete(listener) && listeners.size === 0) release();
  };
}

function takeConsole(): () => void {
  const originals = levels.map((level) => [level, console[level]] as const);
  for (const level of levels) {
    console[level] = (...parts: unknown[]) => {
      const line = format(...parts);
      for (const listener of listeners) listener(line);
    };
  }
  return () => {
    for (const [level, original] of originals) console[level] = original;
  };
}
