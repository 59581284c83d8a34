import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/**
 * Each function is one file: a relative `require` between deployed functions fails in Twilio's cloud.
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
    logLevel: 'warning',
    metafile: true,
  };
}

/** Builds into an empty `dist/functions`, so that a removed function is gone; gives the files written. */
export async function buildFunctions(root = process.cwd()): Promise<string[]> {
  const options = functionBundles(root);
  rmSync(join(root, 'dist/functions'), { recursive: true, force: true });
  const result = await build(options);
  return Object.keys(result.metafile?.outputs ?? {});
}
