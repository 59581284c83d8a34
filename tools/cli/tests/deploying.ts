import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalTwilioRest, startTwilioProxy, startTwilioRest } from '../../simulator';
import { type Clone, cloneProject } from './clone';

/** A project to deploy, and a Twilio to deploy it to. */
export interface Deploying {
  readonly rest: LocalTwilioRest;
  readonly clone: Clone;
  /** Of a command in the project, and of the toolkit that it starts. */
  readonly surroundings: { readonly cwd: string; readonly env: Readonly<Record<string, string>> };
  /** A folder outside the project. */
  readonly temporary: string;
  readonly credentials: Readonly<Record<'ACCOUNT_SID' | 'AUTH_TOKEN', string>>;
  close(): Promise<void>;
}

/** With an agent that the doctor cannot check over the network. */
export const DEPLOYED_VARIABLES = {
  ASAPP_API_HOST: 'api.asapp.com',
  VOICE_AGENT: 'wss://agent.example/stream',
  AGENT_DESTINATION: '+15551234567',
};

export async function startDeploying(): Promise<Deploying> {
  const rest = await startTwilioRest();
  const proxy = await startTwilioProxy(rest.listener);
  const clone = cloneProject();
  const temporary = mkdtempSync(join(tmpdir(), 'voice-agent-test-'));
  writeFileSync(join(temporary, 'ca.pem'), proxy.ca);
  return {
    rest,
    clone,
    temporary,
    surroundings: {
      cwd: clone.path,
      env: {
        TWILIO_API_BASE: rest.url,
        HTTP_PROXY: proxy.url,
        NODE_EXTRA_CA_CERTS: join(temporary, 'ca.pem'),
        CI: 'true',
      },
    },
    credentials: { ACCOUNT_SID: rest.account.sid, AUTH_TOKEN: rest.account.authToken },
    async close() {
      clone.remove();
      rmSync(temporary, { recursive: true });
      await proxy.close();
      await rest.close();
    },
  };
}
