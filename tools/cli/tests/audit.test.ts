import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendJson, startServer, type TestServer } from '../../../tests/support/http-server';
import { run } from '../audit';
import { runCommand } from './run-command';

let registry: TestServer;
let folder: string;
beforeEach(async () => {
  registry = await startServer(sendJson(404, {}));
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  const project = { name: 'service', version: '1.0.0', dependencies: { axios: '1.0.0' } };
  const packages = { '': project, 'node_modules/axios': { version: '1.0.0' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(project));
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ ...project, lockfileVersion: 3, packages }),
  );
});
afterEach(async () => {
  await registry.close();
  rmSync(folder, { recursive: true });
});

const audit = (...args: string[]) =>
  runCommand(run, args, {
    cwd: folder,
    // npm caches advisories: these must not get into its own cache.
    env: { npm_config_registry: registry.origin, npm_config_cache: join(folder, 'cache') },
  });

/** A registry that knows one vulnerability; npm also asks it for the packages affected by that. */
const withVulnerability =
  (severity: string): RequestListener =>
  (request, response) => {
    const name = decodeURIComponent((request.url ?? '').slice(1));
    const packument = {
      name,
      'dist-tags': { latest: '0.0.1' },
      versions: { '0.0.1': { name, version: '0.0.1' } },
    };
    sendJson(200, request.method === 'POST' ? advisory(severity) : packument)(request, response);
  };

const advisory = (severity: string) => ({
  axios: [
    {
      id: 1,
      url: 'https://example.com/1',
      title: 'A hole',
      severity,
      vulnerable_versions: '>=0.0.0',
    },
  ],
});

test('npm run audit says that it was skipped if the registry offers no audits', async () => {
  registry.answer(sendJson(405, {}));
  const { code, out } = await audit();
  expect(out).toContain('Audit of the dependencies: skipped (');
  expect(code).toBe(0);
});

test('npm run audit names a package with a vulnerability of high severity, and fails', async () => {
  registry.answer(withVulnerability('high'));
  const { code, err } = await audit();
  expect(err).toContain('axios (high)');
  expect(code).toBe(1);
});

test('npm run audit passes with a vulnerability of low severity', async () => {
  registry.answer(withVulnerability('low'));
  const { code, out } = await audit('--json');
  expect(JSON.parse(out)).toEqual({ kind: 'clean' });
  expect(code).toBe(0);
});
