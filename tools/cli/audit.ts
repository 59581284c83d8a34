/** `npm run audit`: known vulnerabilities in the packages that are deployed. */
import { execFile } from 'node:child_process';
import * as v from 'valibot';
import { defineCommand, runAsProgram } from './command/command';
import { CommandFailure } from './command/failure';
import type { Terminal } from './command/terminal';

/** The result of an audit. */
type Audit =
  | { readonly kind: 'clean' }
  | { readonly kind: 'vulnerable'; readonly packages: readonly string[] }
  /** The registry offers no audits, or did not answer. */
  | { readonly kind: 'skipped'; readonly reason: string };

const report = v.object({
  vulnerabilities: v.record(v.string(), v.object({ severity: v.string() })),
});
const refusal = v.object({ message: v.string() });

/** The severities that fail the audit. */
const SEVERE = new Set(['high', 'critical']);

export const run = defineCommand({
  name: 'audit',
  summary: 'Checks the packages that are deployed for known vulnerabilities of high severity.',
  options: {},
  notes: ['Packages that only build and test the service are not checked.'],
  async run(_args, terminal) {
    const output = await terminal.progress('Asking the registry', () => runNpmAudit(terminal));
    const audit = readAudit(output);
    if (audit.kind === 'vulnerable') {
      throw new CommandFailure(
        `Known vulnerabilities in ${audit.packages.join(', ')}.`,
        'Run `npm audit --omit=dev` to see which versions fix them.',
        'vulnerable',
      );
    }
    terminal.result(audit);
    terminal.say(
      audit.kind === 'skipped'
        ? `Audit of the dependencies: skipped (${audit.reason}).`
        : 'Audit of the dependencies: no known vulnerabilities of high or critical severity.',
    );
    return 0;
  },
});

/** What npm prints; its exit code says nothing that is not in there. */
function runNpmAudit({ cwd, env }: Terminal): Promise<string> {
  const shell = process.platform === 'win32';
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0'];
  return new Promise((resolve) => {
    execFile('npm', args, { cwd, env: { ...env }, shell }, (_error, output) => resolve(output));
  });
}

function readAudit(output: string): Audit {
  const answer = parseJson(output);
  const read = v.safeParse(report, answer);
  if (!read.success) {
    const { success, output: refused } = v.safeParse(refusal, answer);
    return { kind: 'skipped', reason: success ? refused.message : 'npm printed no report' };
  }
  const packages = Object.entries(read.output.vulnerabilities)
    .filter(([, { severity }]) => SEVERE.has(severity))
    .map(([name, { severity }]) => `${name} (${severity})`);
  return packages.length > 0 ? { kind: 'vulnerable', packages } : { kind: 'clean' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

if (require.main === module) void runAsProgram(run);
