import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A file of the page, ready to be served. */
export interface PageFile {
  type: string;
  body: Buffer;
}

const page = join(__dirname, 'page');

/** Builds the page; returns its files by path. Throws what esbuild throws. */
export async function bundlePage(): Promise<Map<string, PageFile>> {
  const { outputFiles } = await build({
    entryPoints: {
      console: join(page, 'main.tsx'),
      'audio-worklet': join(page, 'audio/worklet.ts'),
      style: join(page, 'style/style.css'),
    },
    outdir: '/',
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const files = new Map<string, PageFile>();
  const html = readFileSync(join(page, 'index.html'));
  files.set('/', { type: 'text/html; charset=utf-8', body: html });
  for (const { path, contents } of outputFiles) {
    const script = path.endsWith('.js');
    const type = script ? 'text/javascript; charset=utf-8' : 'text/css; charset=utf-8';
    files.set(path, { type, body: Buffer.from(contents) });
  }
  return files;
}
