/**
 * The program that runs a laid-out build, in a separate process and without this project:
 * it is bundled into the layout's folder, where only the deployed dependencies can be found. Its
 * argument is a JSON file; it prints one line of JSON when it is ready, then what the functions log.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Module from 'node:module';
import { sep } from 'node:path';
import { runtimeServer } from '../service/runtime-server';
import type { PlacedFile } from './lay-out';

/** The program's input. */
export interface HostOrder {
  readonly root: string;
  readonly domainName: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly functions: readonly PlacedFile[];
  readonly assets: readonly PlacedFile[];
}

/** What the program prints when it is ready. */
export interface HostReport {
  readonly port: number;
  /** The functions that cannot be loaded, and why. */
  readonly broken: readonly { readonly path: string; readonly reason: string }[];
}

const order: HostOrder = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const { root, domainName, variables, functions, assets } = order;

// Node also looks for packages in the folders above, and somebody may have installed some in the temporary
// folder. Safe: this function has no public equivalent and no type, but every version of Node has it.
const lookup = Module as unknown as { _nodeModulePaths(from: string): string[] };
const nodeModulePaths = lookup._nodeModulePaths;
lookup._nodeModulePaths = (from) =>
  nodeModulePaths(from).filter((folder) => folder.startsWith(root + sep));

const routed = ({ path, visibility, file }: PlacedFile) => ({
  name: path,
  path,
  functionPath: path,
  assetPath: path,
  access: visibility,
  filePath: file,
  content: '',
});

const runtime = runtimeServer(domainName, {
  baseDir: root,
  env: { ...variables },
  routes: { functions: functions.map(routed), assets: assets.map(routed) },
});

const broken = functions.flatMap(({ path, file }) => {
  try {
    const { handler } = require(file);
    return typeof handler === 'function' ? [] : [{ path, reason: 'it exports no handler' }];
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return [{ path, reason: reason ?? '' }];
  }
});

const server = createServer(runtime.getApp());
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const report: HostReport = { port, broken };
  process.stdout.write(`${JSON.stringify(report)}\n`);
});
