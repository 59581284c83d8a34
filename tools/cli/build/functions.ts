import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** SignalWire does not sign as Twilio does; this function checks SignalWire's own signature. */
export const PUBLIC_FUNCTIONS = ['conference-stream'];

/**
 * Each function is one file: a relative `require` between deployed functions fails in Twilio's cloud
 * (see src/hand-off/load-hand-off.ts).
 * `twilio` and `axios` stay outside: a second `twilio` breaks the runtime's TwiML check, and `twilio`
 * has loaded the same `axios` already.
 */
export function functionBundles(root = process.cwd()): BuildOptions {
  const functions = join(root, 'functions');
  return {
    absWorkingDir: root,
    entryPoints: readdirSync(functions)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(functions, file)),
    outdir: join(root, 'dist/functions'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['twilio', 'axios'],
    legalComments: 'none',
    // A cold process parses all of it. Names stay, for the places in `function-failed`.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    logLevel: 'warning',
    metafile: true,
  };
}

/**
 * Builds into `dist/functions`, removes the files of functions that are gone, and returns the files
 * written. The folder is never empty in between: a server may be running from it.
 */
export async function buildFunctions(root = process.cwd()): Promise<string[]> {
  const result = await build(functionBundles(root));
  const files = Object.keys(result.metafile?.outputs ?? {}).map((file) => join(root, file));
  const folder = join(root, 'dist/functions');
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (!files.includes(file)) rmSync(file, { recursive: true });
  }
  return files;
}
