import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTwilioProxy } from '../../simulator/rest/proxy';
import type { LocalTwilioRest } from '../../simulator/rest/start';
import { runToolkitDeploy } from '../deploy/toolkit';
import type { Problem } from './problem';
import { stageProject } from './stage';

/** Variables that every rehearsed service has beside those of its ASAPP. */
type Variables = Readonly<Record<string, string>>;

/**
 * Deploys a built project with the real toolkit, which believes that it speaks to Twilio; gives what
 * stopped it.
 */
export async function uploadProject(
  root: string,
  rest: LocalTwilioRest,
  variables: Variables,
): Promise<Problem[]> {
  const stage = stageProject(root);
  const proxy = await startTwilioProxy(rest.listener);
  try {
    const [envFile, ca] = [join(stage.path, 'rehearsal.env'), join(stage.path, 'ca.pem')];
    const { sid, authToken } = rest.account;
    const all = { ...variables, ACCOUNT_SID: sid, AUTH_TOKEN: authToken };
    const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(envFile, lines.join(''));
    writeFileSync(ca, proxy.ca);
    const { code, output } = await runToolkitDeploy({
      cwd: stage.path,
      envFile,
      environment: 'dev',
      variables: { HTTP_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: ca, NO_COLOR: '1', CI: 'true' },
      output: 'keep',
    });
    if (code === 0) return [];
    return [
      {
        text: `The toolkit did not deploy:\n${indent(output)}`,
        mend: 'Mend what the toolkit says; `npm run doctor` explains the usual reasons.',
      },
    ];
  } finally {
    await proxy.close();
    stage.remove();
  }
}

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `    ${line.trimEnd()}`)
    .join('\n');
}
