import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildFunctions } from '../build/functions';

const ROOT = join(__dirname, '../../..');

/** What a deploy needs of the project; the dependencies are linked. */
const PARTS = [
  'package.json',
  'package-lock.json',
  '.twilioserverlessrc',
  '.env.example',
  'functions',
  'src',
  'assets',
  'tools/cli/verify/assets',
];

/** A copy of the project outside of it, to break. */
export interface Clone {
  readonly path: string;
  /** Replaces text of a file; fails if it is not there, so that no test breaks nothing. */
  edit(file: string, from: string | RegExp, to: string): void;
  write(file: string, text: string): void;
  /** The env file, with what a sound one has, and these changes. */
  writeEnv(variables: Readonly<Record<string, string>>): void;
  build(): Promise<unknown>;
  /** Replaces the functions with a small one, which is built sooner: for deploys that nobody calls. */
  replaceFunctions(): void;
  /** Removes a file or folder; without a name, all of it. */
  remove(file?: string): void;
  /** Undoes all changes, except for those of the env file. */
  restore(): void;
}

/** Copies the project, or another clone of it together with what was built there. */
export function cloneProject(from = ROOT): Clone {
  const path = mkdtempSync(join(tmpdir(), 'voice-agent-clone-'));
  const parts = from === ROOT ? PARTS : [...PARTS, 'dist'];
  const copy = (part: string) =>
    cpSync(join(from, part), join(path, part), { recursive: true, preserveTimestamps: true });
  for (const part of parts.filter((one) => existsSync(join(from, one)))) copy(part);
  symlinkSync(join(ROOT, 'node_modules'), join(path, 'node_modules'));
  const changed = new Set<string>();
  const write = (file: string, text: string) => {
    changed.add(file);
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  const remove = (file = '') => {
    changed.add(file);
    rmSync(join(path, file), { recursive: true, force: true });
  };
  return {
    path,
    write,
    edit: (file, from, to) => {
      const before = readFileSync(join(path, file), 'utf8');
      const after = before.replace(from, to);
      if (after === before) throw new Error(`${file} has nothing that matches ${from}`);
      write(file, after);
    },
    writeEnv: (variables) => {
      const all = { ASAPP_API_ID: 'key', ASAPP_API_SECRET: 'top-secret', ...variables };
      const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
      writeFileSync(join(path, '.env'), lines.join(''));
    },
    build: () => buildFunctions(path),
    replaceFunctions: () => {
      remove('functions');
      write('functions/engage.protected.ts', 'export const handler = () => undefined;\n');
    },
    remove,
    restore: () => {
      for (const file of changed) {
        remove(file);
        const isCopied = parts.some((part) => file === part || file.startsWith(`${part}/`));
        if (isCopied && existsSync(join(from, file))) copy(file);
      }
      changed.clear();
    },
  };
}
