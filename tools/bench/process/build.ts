import { join } from 'node:path';
import { build } from 'esbuild';

const PROCESSES = {
  asapp: 'tools/bench/process/asapp.ts',
  'cold-start': 'tools/bench/cold/cold-start.ts',
  slot: 'tools/bench/capacity/slot.ts',
  memory: 'tools/bench/memory/memory-process.ts',
  service: 'tools/bench/process/service.ts',
  'slow-day': 'tools/bench/warm/slow-day-process.ts',
};

export type ProcessName = keyof typeof PROCESSES;

/** The file of a process, once it is built. */
export const processFile = (name: ProcessName, root = process.cwd()): string =>
  join(root, 'dist/bench', `${name}.js`);

/**
 * Compiles the programs that the bench runs as processes of their own, so that no compiler is at work
 * in them while they are measured.
 */
export async function buildProcesses(root = process.cwd()): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: Object.entries(PROCESSES).map(([out, file]) => ({ in: join(root, file), out })),
    outdir: join(root, 'dist/bench'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
}
