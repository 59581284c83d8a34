import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build as bundle } from 'esbuild';
import type { Account } from '../rest/account';
import {
  activeBuild,
  type ServerlessEnvironment,
  type ServerlessService,
} from '../rest/serverless/service';
import type { HostOrder, HostReport } from './host';
import { type CloudLayout, layOutBuild } from './lay-out';

/** A deployed service, running as in the cloud but without the edge in front of it. */
export interface LocalCloud {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly domainName: string;
  /** What can be requested without Twilio's signature: public functions, and the assets. */
  readonly publicPaths: readonly string[];
  readonly broken: HostReport['broken'];
  /** What the functions have written so far. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

/**
 * Runs what is deployed to an environment, in a process that has nothing but the uploaded files and
 * the deployed dependencies.
 *
 * @param modules - an existing `node_modules` that holds the dependencies
 * @throws Error if nothing is deployed, or the runtime itself does not start
 */
export async function startCloud(
  account: Account,
  service: ServerlessService,
  environment: ServerlessEnvironment,
  modules: string,
): Promise<LocalCloud> {
  const build = activeBuild(service, environment);
  if (!build) throw new Error(`nothing is deployed to ${environment.domain_name}`);
  const layout = layOutBuild(build, modules);
  const order: HostOrder = {
    root: layout.root,
    domainName: environment.domain_name,
    functions: layout.functions,
    assets: layout.assets,
    variables: {
      ...Object.fromEntries(environment.variables.map(({ key, value }) => [key, value])),
      ...(service.include_credentials
        ? { ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken }
        : {}),
      SERVICE_SID: service.sid,
      ENVIRONMENT_SID: environment.sid,
    },
  };
  try {
    return await runHost(layout, order);
  } catch (error) {
    layout.remove();
    throw error;
  }
}

async function runHost(layout: CloudLayout, order: HostOrder): Promise<LocalCloud> {
  const [program, file] = [join(layout.root, 'host.js'), join(layout.root, 'order.json')];
  writeFileSync(file, JSON.stringify(order), { mode: 0o600 });
  await bundle({
    entryPoints: [join(__dirname, 'host.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
  });
  const child = spawn(process.execPath, ['--preserve-symlinks', program, file], {
    cwd: layout.root,
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), once(child, 'exit')]);
  if (typeof first[0] !== 'string') {
    throw new Error(`the runtime did not start:\n${log.join('\n')}`);
  }
  lines.on('line', (line) => log.push(line));
  const report: HostReport = JSON.parse(first[0]);
  const open = [...layout.functions, ...layout.assets].filter(
    ({ visibility }) => visibility === 'public',
  );
  return {
    origin: `http://127.0.0.1:${report.port}`,
    domainName: order.domainName,
    publicPaths: ['/', ...open.map(({ path }) => path)],
    broken: report.broken,
    log,
    close: async () => {
      if (child.exitCode === null) {
        child.kill();
        await once(child, 'exit');
      }
      layout.remove();
    },
  };
}
