import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from '../twilio/credentials';
import type { Settings } from '../twilio/settings';

/** An env file for the toolkit, and how to get rid of it. */
export interface DeployedEnv {
  readonly file: string;
  remove(): void;
}

/** Credentials of ours, which the toolkit would deploy as variables of the service. */
const NOT_DEPLOYED = /^TWILIO_(ACCOUNT_SID|AUTH_TOKEN|API_KEY|API_SECRET)$/;

/**
 * The env file that the toolkit gets. It wants ACCOUNT_SID and AUTH_TOKEN in there, or on the command
 * line, where everybody on the machine could read them. Where they, or some values, come from
 * elsewhere, all is put together in a file that only this user can read, and removed afterwards.
 *
 * @param filled - whether values were taken from the environment of the process
 */
export function envFileFor(
  settings: Settings,
  { username, password }: Credentials,
  filled: boolean,
): DeployedEnv {
  const { file, variables, envFile } = settings;
  const foreign = Object.keys(file).some((name) => NOT_DEPLOYED.test(name));
  if (file.ACCOUNT_SID && file.AUTH_TOKEN && !foreign && !filled) {
    return { file: envFile, remove: () => {} };
  }
  const deployed = Object.entries(variables).filter(([name]) => !NOT_DEPLOYED.test(name));
  // The toolkit takes an API key under these names as well.
  const all = [...deployed, ['ACCOUNT_SID', username], ['AUTH_TOKEN', password]];
  // Between single quotes its parser takes everything as it is.
  const lines = all.map(([name, value]) => `${name}='${value}'\n`);
  const folder = mkdtempSync(join(tmpdir(), 'voice-agent-env-'));
  const path = join(folder, 'env');
  writeFileSync(path, lines.join(''), { mode: 0o600 });
  return { file: path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
