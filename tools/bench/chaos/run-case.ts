import { type CallReport, LOCAL_DOMAIN, startWorld, xmlAnswer } from '../../simulator';
import type { Case } from './case';

import { DOWN_URL, RETURN_URL, TWIML_BIN } from './faults/twilio-webhooks';

import { createRandom } from './random';
import { makeSetup, type Setup } from './setup';
import { chain, watch } from './transports';
import { type Answered, problemsOf, problemsOfTasks } from './verdict';

const ACCOUNT_SID = `AC${'c'.repeat(32)}`;
const RETRIES = '#rc=2&rp=ct,4xx,5xx';

export interface CaseResult {
  readonly name: string;
  /** Sentences; none if the call went well. */
  readonly problems: readonly string[];
  readonly report: CallReport;
  readonly answers: readonly Answered[];
}

/**
 * Places one call in a new world, which remembers nothing of other cases.
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
    hosts: { [TWIML_BIN]: twimlBin, [DOWN_URL]: down, [RETURN_URL]: sendBack },
    transport: chain([...setup.transports, watch(`https://${LOCAL_DOMAIN}`, answers)]),
  };
  const parts: ('studio' | 'rest')[] = [
    ...(chosen.mode === 'studio' ? (['studio'] as const) : []),
    ...(setup.rest.length > 0 ? (['rest'] as const) : []),
  ];
  const world = await startWorld({ ...options, with: parts });
  try {
    for (const breakAsapp of setup.asapp) breakAsapp(world.asapp);
    for (const breakRest of setup.rest) breakRest(world.rest);
    const callSid = `CA${createRandom(chosen.name)
      .below(2 ** 31)
      .toString(16)
      .padStart(32, '0')}`;
    const report = await world.call({
      callSid,
      ...(chosen.mode === 'direct' && { voiceUrl: engageUrl(world.origin, setup.query) }),
      fallbackUrl: `${world.origin}/fallback${RETRIES}`,
      agent: setup.agentLater ? [setup.agent, setup.agentLater] : setup.agent,
      ...setup.call,
      script: setup.script,
    });
    const tasks = setup.rest.length > 0 ? world.rest.allTasks() : [];
    const problems = [...problemsOf(report, answers), ...problemsOfTasks(report, tasks)];
    return { name: chosen.name, problems, report, answers };
  } finally {
    await world.close();
  }
}

/** The TwiML Bin that connects callers to a person while the service is gone. */
const twimlBin = () =>
  xmlAnswer(
    '<Response><Say>One moment, please.</Say><Dial>+15550103999</Dial><Say>Goodbye.</Say></Response>',
  );

/** A system that sends the caller back to the agent when it is done. */
const sendBack = () =>
  xmlAnswer(`<Response><Redirect>https://${LOCAL_DOMAIN}/engage</Redirect></Response>`);

const down = () => ({ status: 500, headers: {}, body: '' });

/** The voice URL of a number that is bound to the service without Studio. */
export function engageUrl(origin: string, query: Setup['query']): string {
  const search = new URLSearchParams(query).toString();
  return `${origin}/engage${search && `?${search}`}${RETRIES}`;
}

/** Calls that are under way at the same time: most of them wait for an ASAPP that hangs. */
const CONCURRENCY = 32;

/** Runs many cases, several at a time. */
export async function runCases(cases: readonly Case[], seed: string): Promise<CaseResult[]> {
  const left = [...cases];
  const results: CaseResult[] = [];
  const runLeft = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      results.push(await runCase(next, seed));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, runLeft));
  return results;
}
