import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from '../twilio/credentials';
import type { Region } from '../twilio/region';
import type { Settings } from '../twilio/settings';

/** An env file for the toolkit, and its removal. */
export interface DeployedEnv {
  readonly path: string;
  remove(): void;
}

/** Our own credentials, which the toolkit would otherwise deploy as variables of the service. */
const NOT_DEPLOYED = /^TWILIO_(ACCOUNT_SID|AUTH_TOKEN|API_KEY|API_SECRET)$/;

/**
 * The env file for the toolkit. It needs ACCOUNT_SID and AUTH_TOKEN in there, or on the command line,
 * where everybody on the machine could read them. If they, or some values, come from elsewhere,
 * everything is written to a temporary file that only this user can read.
 *
 * @param region - goes to the functions too, also if the env file does not name it
 * @param filled - whether values were taken from the environment of the process
 */
export function envFileFor(
  settings: Settings,
  { username, password }: Credentials,
  filled: boolean,
  region?: Region,
): DeployedEnv {
  const { file, variables, envFile } = settings;
  const hasOwnCredentials = Object.keys(file).some((name) => NOT_DEPLOYED.test(name));
  const missing = region && !file.TWILIO_REGION ? region : undefined;
  if (file.ACCOUNT_SID && file.AUTH_TOKEN && !hasOwnCredentials && !filled && !missing) {
    return { path: envFile, remove: () => {} };
  }
  const deployed = Object.entries(variables).filter(([name]) => !NOT_DEPLOYED.test(name));
  // The toolkit accepts an API key under these names as well.
  const credentials = [
    ['ACCOUNT_SID', username],
    ['AUTH_TOKEN', password],
  ];
  const place = missing
    ? [
        ['TWILIO_REGION', missing.region],
        ['TWILIO_EDGE', missing.edge],
      ]
    : [];
  const all = [...deployed, ...place, ...credentials];
  // Its parser takes everything between single quotes literally.
  const lines = all.map(([name, value]) => `${name}='${value}'\n`);
  const folder = mkdtempSync(join(tmpdir(), 'voice-agent-env-'));
  const path = join(folder, 'env');
  writeFileSync(path, lines.join(''), { mode: 0o600 });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
