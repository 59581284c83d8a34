import { type CallReport, LOCAL_DOMAIN, startWorld, xmlAnswer } from '../../simulator';
import type { Case } from './case';
import { DOWN_URL, TWIML_BIN } from './faults/twilio/gone';
import { createRandom } from './random';
import { makeSetup, type Setup } from './setup';
import { chain, watch } from './transports';
import { type Answered, faultsOf } from './verdict';

const ACCOUNT_SID = `AC${'c'.repeat(32)}`;
const RETRIES = '#rc=2&rp=ct,4xx,5xx';

export interface CaseResult {
  readonly name: string;
  /** Sentences; none where all is well. */
  readonly faults: readonly string[];
  readonly report: CallReport;
  readonly answers: readonly Answered[];
}

/**
 * Places one call in a world of its own, in which nothing is remembered of other cases.
 *
 * @param functions - the folder of the functions, from the root of the project
 */
export async function runCase(
  chosen: Case,
  seed: string,
  functions = 'dist/functions',
): Promise<CaseResult> {
  const setup = makeSetup(chosen.mode, createRandom(`${seed} ${chosen.name}`));
  for (const fault of chosen.faults) fault.apply(setup);

  const answers: Answered[] = [];
  const options = {
    accountSid: ACCOUNT_SID,
    functions,
    env: setup.env,
    hosts: { [TWIML_BIN]: twimlBin, [DOWN_URL]: down },
    transport: chain([...setup.transports, watch(`https://${LOCAL_DOMAIN}`, answers)]),
  };
  const world = await startWorld(
    chosen.mode === 'studio' ? { ...options, with: ['studio'] } : options,
  );
  try {
    for (const breakAsapp of setup.asapp) breakAsapp(world.asapp);
    const callSid = `CA${createRandom(chosen.name)
      .below(2 ** 31)
      .toString(16)
      .padStart(32, '0')}`;
    const report = await world.call({
      callSid,
      ...(chosen.mode === 'direct' && { voiceUrl: engageUrl(world.origin, setup.query) }),
      fallbackUrl: `${world.origin}/fallback${RETRIES}`,
      agent: setup.agent,
      ...setup.call,
      script: setup.script,
    });
    return { name: chosen.name, faults: faultsOf(report, answers), report, answers };
  } finally {
    await world.close();
  }
}

/** The TwiML Bin behind which callers find a person while the service is gone. */
const twimlBin = () =>
  xmlAnswer('<Response><Say>One moment, please.</Say><Dial>+15550103999</Dial></Response>');

const down = () => ({ status: 500, headers: {}, body: '' });

/** What a number is bound to that calls the service without Studio. */
export function engageUrl(origin: string, query: Setup['query']): string {
  const search = new URLSearchParams(query).toString();
  return `${origin}/engage${search && `?${search}`}${RETRIES}`;
}
