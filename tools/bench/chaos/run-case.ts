import { join } from 'node:path';
import { startAsapp } from '../../simulator/asapp/asapp';
import { startLocalService } from '../../simulator/service/local-service';
import { deliveredFlow } from '../../simulator/studio/delivered-flow';
import { createStudio } from '../../simulator/studio/studio';
import { createEdge } from '../../simulator/twilio/edge';
import {
  createNetwork,
  type Host,
  type NetworkOptions,
  TAKES_OVER,
} from '../../simulator/twilio/network';
import { type CallReport, placeCall } from '../../simulator/twilio/place-call';
import type { Case } from './case';
import { TWIML_BIN } from './faults/twilio/gone';
import { createRandom } from './random';
import { makeSetup, type Setup } from './setup';
import { chain, watch } from './transports';
import { type Answered, faultsOf } from './verdict';

const ROOT = join(__dirname, '../../..');
const AUTH_TOKEN = 'the-auth-token-of-the-chaos';
const ACCOUNT_SID = `AC${'c'.repeat(32)}`;
const FLOW_SID = `FW${'f'.repeat(32)}`;
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

  const asapp = await startAsapp();
  const service = await startLocalService({
    baseDir: ROOT,
    functionsFolder: join(ROOT, functions),
    env: { ...asapp.env, ...setup.env },
  });
  try {
    for (const breakAsapp of setup.asapp) breakAsapp(asapp);
    const answers: Answered[] = [];
    const edge = createEdge({
      origin: service.origin,
      domainName: service.domainName,
      authToken: AUTH_TOKEN,
      publicPaths: service.publicPaths,
    });
    const { hosts, binding } = bind(setup, edge.publicOrigin, service.domainName);
    const network = createNetwork({
      edge,
      authToken: AUTH_TOKEN,
      accountSid: ACCOUNT_SID,
      hosts,
      otherHosts: TAKES_OVER,
      ca: asapp.ca,
      pace: 0,
      transport: chain([...setup.transports, watch(edge.publicOrigin, answers)]),
    });
    const callSid = `CA${createRandom(chosen.name)
      .below(2 ** 31)
      .toString(16)
      .padStart(32, '0')}`;
    asapp.script(callSid, setup.agent);
    const report = await placeCall(network, {
      callSid,
      ...binding,
      ...setup.call,
      script: setup.script,
    });
    return { name: chosen.name, faults: faultsOf(report, answers), report, answers };
  } finally {
    await service.close();
    await asapp.close();
  }
}

/** What the number is bound to: /engage, or the delivered Studio Flow. */
function bind({ mode, query }: Setup, origin: string, domainName: string) {
  const bin: Host = () => ({
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: '<Response><Say>One moment, please.</Say><Dial>+15550103999</Dial></Response>',
  });
  const fallbackUrl = `${origin}/fallback${RETRIES}`;
  const hosts: NonNullable<NetworkOptions['hosts']> = { [TWIML_BIN]: bin };
  if (mode === 'direct') {
    const search = new URLSearchParams(query).toString();
    const voiceUrl = `${origin}/engage${search && `?${search}`}${RETRIES}`;
    return { hosts, binding: { voiceUrl, fallbackUrl } };
  }
  const flows = { [FLOW_SID]: deliveredFlow(domainName) };
  const studio = createStudio({ accountSid: ACCOUNT_SID, flows });
  const voiceUrl = studio.webhookUrl(FLOW_SID);
  return {
    hosts: { ...hosts, ...studio.hosts },
    binding: { voiceUrl, statusCallback: voiceUrl, fallbackUrl },
  };
}
