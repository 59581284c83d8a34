import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLIC_FUNCTIONS } from '../build/functions';
import { type Check, type Finding, ok, problem } from './check';

const BUILD = 'Run `npm run build`.';

/** Whether each function is built, is newer than its sources, and is protected. */
export const functionsCheck: Check = {
  title: 'the built functions',
  online: false,
  run: ({ root }) => {
    const built = list(join(root, 'dist/functions'), '.js');
    const wanted = list(join(root, 'functions'), '.ts');
    if (built.length === 0) return [problem('No functions have been built.', BUILD)];
    return [
      ...wanted
        .filter((name) => !built.includes(name))
        .map((name) => problem(`functions/${name}.ts has not been built.`, BUILD)),
      ...staleFunctions(root, built),
      ...built.map((name) => checkVisibility(name)),
      ...built
        .filter((name) => !wanted.includes(name))
        .map((name) => problem(`dist/functions/${name}.js no longer has a source.`, BUILD)),
    ];
  },
};

function checkVisibility(file: string): Finding {
  const [name = '', visibility = 'public'] = file.split('.');
  const text = `/${name} is ${visibility}`;
  if (visibility === 'protected' || PUBLIC_FUNCTIONS.includes(name)) return ok(text);
  return problem(
    `${text}: ${visibility === 'public' ? 'anybody could call it' : 'Twilio cannot call it'}.`,
    `Rename functions/${file}.ts to functions/${name}.protected.ts.`,
  );
}

function staleFunctions(root: string, built: readonly string[]): Finding[] {
  const changed = Math.max(newest(join(root, 'functions')), newest(join(root, 'src')));
  const oldest = Math.min(
    ...built.map((name) => statSync(join(root, 'dist/functions', `${name}.js`)).mtimeMs),
  );
  if (oldest >= changed) return [];
  return [problem('The sources have changed since the functions were built.', BUILD)];
}

function newest(folder: string): number {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return Math.max(0, ...files.map((file) => statSync(join(folder, file)).mtimeMs));
}

function list(folder: string, extension: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(extension))
    .map((file) => file.slice(0, -extension.length))
    .sort();
}
