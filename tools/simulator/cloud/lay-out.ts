import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Build, Version, Visibility } from '../rest/serverless/service';
import { dependencyClosure } from './closure';

/** A function or an asset, unpacked. */
export interface PlacedFile {
  /** Its URL's path, such as `/engage`. */
  readonly path: string;
  readonly visibility: Visibility;
  readonly file: string;
}

/** A build, unpacked into a temporary folder. */
export interface CloudLayout {
  readonly root: string;
  readonly functions: readonly PlacedFile[];
  readonly assets: readonly PlacedFile[];
  remove(): void;
}

/**
 * Unpacks a build as the cloud does, into a folder outside the project: each function alone in a
 * folder with a unique name, beside it only the dependencies of the build.
 *
 * The packages are linked from an existing `node_modules`. Node must run with `--preserve-symlinks`,
 * else they would find there what would not be installed.
 *
 * @param modules - an existing `node_modules` that holds the dependencies
 */
export function layOutBuild(build: Build, modules: string): CloudLayout {
  // Its real path, by which Node knows the program.
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'voice-agent-cloud-')));
  const names = build.dependencies.map(({ name }) => name);
  for (const { name, folder } of dependencyClosure(names, modules)) {
    const link = join(root, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(folder, link);
  }
  const place = (version: Version, file: string): PlacedFile => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, version.content);
    const { path, visibility } = version;
    return { path, visibility, file };
  };
  const of = (kind: Version['kind']) => build.versions.filter((version) => version.kind === kind);
  return {
    root,
    functions: of('function').map((version) =>
      place(version, join(root, version.sid, 'handlers', `${version.sid}.js`)),
    ),
    assets: of('asset').map((version) =>
      place(version, join(root, version.sid, 'files', version.path)),
    ),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
