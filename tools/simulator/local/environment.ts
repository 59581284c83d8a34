import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export type Variables = Record<string, string>;

/** Copies `.env.example` to `.env` if there is none yet; returns whether it did. */
export function makeEnvFile(root: string): boolean {
  const file = join(root, '.env');
  const example = join(root, '.env.example');
  if (existsSync(file) || !existsSync(example)) return false;
  copyFileSync(example, file);
  return true;
}

/** The variables of `.env`, without empty ones, which are not deployed either. */
export function readEnvFile(root: string): Variables {
  const file = join(root, '.env');
  const values = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

const required = ['ASAPP_API_HOST', 'ASAPP_API_ID', 'ASAPP_API_SECRET'] as const;
const placeholder = /^(<.*>|your.*|x+|change.?me|todo|\.\.\.)$/i;

/** Whether these variables hold credentials of the real ASAPP. */
export const hasRealAsapp = (variables: Variables): boolean =>
  required.every((name) => {
    const value = variables[name] ?? '';
    return value !== '' && !placeholder.test(value);
  });

/** A file with these variables, outside the project, for a program that reads them from one. */
export function writeTemporaryEnv(variables: Variables): { file: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'voice-agent-'));
  const file = join(folder, 'env');
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quote(value)}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** In quotes that the value does not contain; nothing is special between single ones. */
const quote = (value: string) => {
  const sign = ["'", '`', '"'].find((each) => !value.includes(each)) ?? "'";
  return sign + value + sign;
};
