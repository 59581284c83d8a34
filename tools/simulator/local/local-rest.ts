import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTwilioProxy } from '../rest/proxy';
import { type LocalTwilioRest, startTwilioRest } from '../rest/start';

/** Twilio's REST API for functions in another process: the real one knows nothing of simulated calls. */
interface LocalRest extends Pick<LocalTwilioRest, 'addCall' | 'addWorkflows' | 'allTasks'> {
  /** Variables of the functions. `HTTP_PROXY` leads Twilio's library here, and no other request. */
  readonly env: Readonly<Record<string, string>> & {
    readonly ACCOUNT_SID: string;
    readonly AUTH_TOKEN: string;
  };
  /** What their process must trust. */
  readonly caFile: string;
  close(): Promise<void>;
}

export async function startLocalRest(): Promise<LocalRest> {
  const rest = await startTwilioRest();
  const proxy = await startTwilioProxy(rest.listener);
  const folder = mkdtempSync(join(tmpdir(), 'voice-agent-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, proxy.ca);
  const { sid, authToken } = rest.account;
  return {
    addCall: rest.addCall,
    addWorkflows: rest.addWorkflows,
    allTasks: rest.allTasks,
    env: {
      ACCOUNT_SID: sid,
      AUTH_TOKEN: authToken,
      HTTP_PROXY: proxy.url,
      // Its account is in the US, wherever the real one is.
      TWILIO_REGION: 'us1',
      TWILIO_EDGE: 'ashburn',
    },
    caFile,
    async close() {
      await proxy.close();
      await rest.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
