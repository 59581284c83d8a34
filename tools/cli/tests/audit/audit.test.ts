import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendJson, startServer, type TestServer } from '../../../../tests/support/http-server';
import { auditDependencies } from '../../audit/audit';

let registry: TestServer;
let cache: string;
beforeEach(async () => {
  registry = await startServer(sendJson(404, {}));
  // npm remembers advisories: these must not reach its own cache.
  cache = mkdtempSync(join(tmpdir(), 'audit-'));
});
afterEach(async () => {
  await registry.close();
  rmSync(cache, { recursive: true });
});

const audit = () => auditDependencies([`--registry=${registry.origin}`, `--cache=${cache}`]);

/** A registry that knows of one hole; npm asks it for the packages around that as well. */
const withHole =
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

test('a registry without audits is reported as such', async () => {
  registry.answer(sendJson(405, {}));
  expect(await audit()).toMatchObject({ kind: 'skipped' });
});

test('a hole of high severity is named', async () => {
  registry.answer(withHole('high'));
  const found = await audit();
  expect(found.kind).toBe('vulnerable');
  expect(JSON.stringify(found)).toContain('axios (high)');
});

test('one of low severity keeps nothing out', async () => {
  registry.answer(withHole('low'));
  expect(await audit()).toEqual({ kind: 'clean' });
});
