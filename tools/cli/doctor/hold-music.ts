import { HAND_OFF_VARIABLES } from '../../../src/hand-off/config';
import { type Environment, namesOf, readVariables } from '../../../src/runtime/variables';
import { audioSeconds } from './audio-seconds';
import { type Check, type Finding, ok, problem, skipped, warning } from './check';
import { viewsOf } from './names';
import { isOffline } from './network';

/** The longest that callers may hear it at a time, in seconds. */
const MOST_SECONDS = 30;
/** How long (ms) a download may take. */
const TIMEOUT_MILLISECONDS = 15_000;
/** Half a minute of uncompressed stereo has about 5 MB. */
const MOST_BYTES = 20_000_000;

/** Whether the hold music can be played, and for how long: Twilio cannot stop it in the middle. */
export const holdMusicCheck: Check = {
  title: 'the hold music',
  online: true,
  run: async ({ settings: { variables } }) => {
    const urls = new Map(viewsOf(variables).flatMap((view) => [...musicOf(view)]));
    const findings: Finding[] = [];
    for (const [url, name] of urls) findings.push(await checkFile(url, name));
    return findings;
  },
};

/** The URL that a line uses, and the name of its variable. */
function musicOf(view: Environment): [url: string, name: string][] {
  const { HOLD_MUSIC_URL } = HAND_OFF_VARIABLES;
  const url = readVariables(view, { HOLD_MUSIC_URL }).value.HOLD_MUSIC_URL;
  const name = namesOf(view, 'HOLD_MUSIC_URL').find((one) => view[one] === url);
  return url && name ? [[url, name]] : [];
}

async function checkFile(url: string, name: string): Promise<Finding> {
  let file: Buffer;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
    if (!response.ok) return unusable(name, `answers HTTP ${response.status}`);
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith('text/')) return unusable(name, `answers with ${type}`);
    if (Number(response.headers.get('content-length')) > MOST_BYTES) return tooLong(name);
    file = Buffer.from(await response.arrayBuffer());
  } catch (error) {
    if (await isOffline(codeOf(error))) return skipped(`${name} (no network)`);
    return unusable(name, 'cannot be downloaded');
  }
  const seconds = audioSeconds(file);
  if (seconds === undefined) {
    return warning(
      `${name} is neither an MP3 nor a WAV file, so its length is unknown: it may be at most ${MOST_SECONDS} s.`,
      'Convert it to MP3 or WAV, or make sure that Twilio plays it and that it is short enough.',
    );
  }
  return seconds > MOST_SECONDS
    ? tooLong(name)
    : ok(`${name} plays for ${Math.max(1, Math.round(seconds))} s`);
}

const tooLong = (name: string) =>
  problem(
    `${name} plays longer than ${MOST_SECONDS} s: callers would wait in queues for longer than QUEUE_SECONDS.`,
    `Cut the file to at most ${MOST_SECONDS} s. It is repeated.`,
  );

const unusable = (name: string, what: string) =>
  problem(`${name} ${what}.`, `Correct ${name}: Twilio must be able to download it.`);

/** `fetch` puts the socket's error into the `cause` of its own. */
function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}
