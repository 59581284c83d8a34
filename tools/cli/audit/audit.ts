import { execFile } from 'node:child_process';
import * as v from 'valibot';

/** What an audit of the deployed packages came to. */
export type Audit =
  | { readonly kind: 'clean' }
  | { readonly kind: 'vulnerable'; readonly packages: readonly string[] }
  /** The registry offers no audits, or did not answer. */
  | { readonly kind: 'skipped'; readonly reason: string };

const report = v.object({
  vulnerabilities: v.record(v.string(), v.object({ severity: v.string() })),
});
const refusal = v.object({ message: v.string() });

/** From this severity on a package keeps a change out. */
const SEVERE = new Set(['high', 'critical']);

/**
 * Asks the registry, through npm, whether the packages that are deployed have known vulnerabilities of
 * high or critical severity. Those that only build and test are not asked about.
 *
 * @param options - further options for npm, such as `--registry=…`
 */
export async function auditDependencies(options: readonly string[] = []): Promise<Audit> {
  const output = await runNpm(['audit', '--omit=dev', '--json', '--fetch-retries=0', ...options]);
  const answer = parseJson(output);
  const read = v.safeParse(report, answer);
  if (!read.success) {
    const { success, output: refused } = v.safeParse(refusal, answer);
    return { kind: 'skipped', reason: success ? refused.message : 'npm gave no report' };
  }
  const packages = Object.entries(read.output.vulnerabilities)
    .filter(([, { severity }]) => SEVERE.has(severity))
    .map(([name, { severity }]) => `${name} (${severity})`);
  return packages.length > 0 ? { kind: 'vulnerable', packages } : { kind: 'clean' };
}

/** npm's output; its exit code says the same as the report. */
function runNpm(parameters: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const shell = process.platform === 'win32';
    execFile('npm', [...parameters], { shell }, (_error, output) => resolve(output));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
