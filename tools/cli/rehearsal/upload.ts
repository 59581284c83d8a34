import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalTwilioRest, startTwilioProxy } from '../../simulator';
import type { Variables } from '../command/terminal';
import { runToolkitDeploy } from '../deploy/toolkit';
import type { Problem } from './problem';

/** All parts of a built project that the toolkit reads. */
const PARTS = ['package.json', '.twilioserverlessrc', 'dist/functions', 'assets'];

/**
 * Deploys a built project with the real toolkit, which takes the local Twilio for the real one; returns
 * what stopped it.
 *
 * @param variables - the variables of the service
 * @param env - the environment for the toolkit
 */
export async function uploadProject(
  root: string,
  rest: LocalTwilioRest,
  variables: Variables,
  env: Variables,
): Promise<Problem[]> {
  // A copy, since the toolkit leaves a file of its own in the folder that it works in.
  const stage = mkdtempSync(join(tmpdir(), 'voice-agent-stage-'));
  const proxy = await startTwilioProxy(rest.listener);
  try {
    for (const part of PARTS) cpSync(join(root, part), join(stage, part), { recursive: true });
    const [envFile, ca] = [join(stage, 'rehearsal.env'), join(stage, 'ca.pem')];
    const { sid, authToken } = rest.account;
    const all = { ...variables, ACCOUNT_SID: sid, AUTH_TOKEN: authToken };
    const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(envFile, lines.join(''));
    writeFileSync(ca, proxy.ca);
    const { code, output } = await runToolkitDeploy({
      cwd: stage,
      envFile,
      environment: 'dev',
      env: {
        ...env,
        // The local account is in the US, wherever the real one is.
        TWILIO_REGION: undefined,
        TWILIO_EDGE: undefined,
        HTTP_PROXY: proxy.url,
        NODE_EXTRA_CA_CERTS: ca,
        NO_COLOR: '1',
        CI: 'true',
      },
    });
    if (code === 0) return [];
    return [
      {
        text: `The toolkit did not deploy:\n${indent(output)}`,
        fix: 'Fix what the toolkit reports; `npm run doctor` explains the usual reasons.',
      },
    ];
  } finally {
    await proxy.close();
    rmSync(stage, { recursive: true, force: true });
  }
}

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `    ${line.trimEnd()}`)
    .join('\n');
}
