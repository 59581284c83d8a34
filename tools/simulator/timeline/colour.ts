import type { WriteStream } from 'node:tty';

export type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

const codes: Record<Colour, number> = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  cyan: 36,
};

/** Colours text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

/** Colours on a terminal only, and not with NO_COLOR: https://no-color.org */
export function painter(out: Pick<WriteStream, 'isTTY'>, env = process.env): Paint {
  const coloured = out.isTTY && !env.NO_COLOR;
  return (colour, text) => (coloured ? `\x1b[${codes[colour]}m${text}\x1b[0m` : text);
}
