import type { Twilio } from 'twilio';
import { readHandOffConfig } from '../../../src/hand-off/config';
import type { Environment } from '../../../src/runtime/variables';
import { readVariable } from '../../../src/voice/destinations';
import { statusOf } from '../deploy/probe';
import { explained } from '../twilio/explain';
import { type Finding, ok, type Project, unlessRefused, warning } from './check';
import { destinationNames, viewsOf } from './names';

const FIX =
  'In the Twilio Console, open Voice, Settings, General, and enable “HTTP Basic Authentication for media access”.';

/**
 * Whether anybody who has the URL of a recording can listen to it: a switch in the Console. No API tells,
 * so the account's newest recording is requested, without credentials and without its content
 * (assumption 38).
 */
export async function checkMedia(client: Twilio, { settings, env }: Project): Promise<Finding[]> {
  if (!makesRecordings(settings.variables)) return [];
  return unlessRefused('who can listen to recordings', async () => {
    const [newest] = await explained('list the recordings', () =>
      client.recordings.list({ limit: 1 }),
    );
    const status = newest?.sid
      ? await statusWithoutCredentials(client, newest.sid, env.TWILIO_API_BASE)
      : undefined;
    if (status === 401 || status === 403)
      return [ok('Recordings cannot be heard without credentials')];
    if (status !== undefined && status < 400) {
      return [warning('Anybody who has the URL of a recording can listen to it.', FIX)];
    }
    return [
      warning(
        `Anybody who has the URL of a recording can listen to it, unless the account forbids that; ${newest ? 'it could not be tried' : 'there is no recording yet to try it with'}.`,
        FIX,
      ),
    ];
  });
}

function makesRecordings(variables: Environment): boolean {
  const isVoicemail = destinationNames(variables).some((name) =>
    readVariable(variables, name).branches.some(({ chain }) =>
      chain.some(({ kind }) => kind === 'voicemail'),
    ),
  );
  const configs = viewsOf(variables).map((view) => readHandOffConfig(view).value);
  return (
    isVoicemail ||
    configs.some((one) => one.recording || one.voicemailCallbackUrl || one.voicemailWorkflow)
  );
}

async function statusWithoutCredentials(
  client: Twilio,
  sid: string,
  base: string | undefined,
): Promise<number | undefined> {
  const host = client.getHostname('api.twilio.com', client.edge, client.region);
  const path = `/2010-04-01/Accounts/${client.accountSid}/Recordings/${sid}.wav`;
  return statusOf('HEAD', host, path, base).catch(() => undefined);
}
