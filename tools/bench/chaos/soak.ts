import { setTimeout as wait } from 'node:timers/promises';
import { createLocalTwilio, newSid, type Phone, silentFrame, TAKES_OVER } from '../../simulator';
import type { Figure } from '../figure';
import type { AsappAnswer, AsappRequest } from '../process/asapp';
import { buildProcesses } from '../process/build';
import { type Child, startChild } from '../process/child';
import type { ServiceRequest, ServiceState } from '../process/service';
import { FAULTS } from './faults';
import { createRandom, type Random } from './random';
import { engageUrl } from './run-case';
import { makeSetup, type Setup } from './setup';
import { type SoakResult, soakFigures } from './soak-figures';
import { chain, watch } from './transports';
import { type Answered, faultsOf } from './verdict';

export interface SoakOptions {
  readonly seed: string;
  readonly calls: number;
  /** Calls per second. */
  readonly rate: number;
}

/** How many of the calls have a fault. */
const FAULTY = 0.2;
/** How often the service's heap is weighed, per soak. */
const SAMPLES = 20;

/** A caller who listens: a voice would be made anew for each of thousands. */
const SILENT_PHONE: Phone = {
  microphone: () => silentFrame,
  loudspeaker: () => {},
  keys: () => [],
};

const ENV = {
  AGENT_DESTINATION: '+15550103000 queue:support voicemail',
  SYSTEM_DESTINATION: 'next_action=schedule_callback:queue:callbacks *:+15550103001 voicemail',
  VOICEMAIL_CALLBACK_URL: 'https://mail.example.com/voicemail',
  WHISPER_VARIABLES: 'account_balance',
};

/** What can go wrong in one call among many: not what is the same for all of them. */
const soakFaults = [...FAULTS.values()].filter(
  ({ name }) =>
    /^(people|asapp\.record|asapp\.call-transfer\..*-once|twilio|stream\.(dropped|agent|key))/.test(
      name,
    ) && !/call-transfer-state|service-is-gone|hangs-up-in-record/.test(name),
);

/**
 * Many calls at a steady rate, some with faults, on one warm service: none may be lost or end badly, its
 * memory must stay flat, and no socket may be left open.
 */
export async function soak({ seed, calls, rate }: SoakOptions): Promise<Figure[]> {
  await buildProcesses();
  const random = createRandom(`${seed} soak`);
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const { env, ca } = await asapp.ask({ weather: 'real' });
  const service = startChild<ServiceRequest, ServiceState>('service', ['--expose-gc']);
  const running = await service.ask({ env: { ...ENV, ...env } });
  const results: SoakResult[] = [];
  const heaps: number[] = [];
  const under: Promise<void>[] = [];
  const began = performance.now();
  for (let number = 0; number < calls; number += 1) {
    const due = began + (number * 1000) / rate;
    if (due > performance.now()) await wait(due - performance.now());
    if (number % Math.ceil(calls / SAMPLES) === 0) {
      under.push(service.ask({ read: 'state' }).then(({ heap }) => void heaps.push(heap)));
    }
    under.push(oneCall(running, ca, asapp, random).then((result) => void results.push(result)));
  }
  const placed = (performance.now() - began) / 1000;
  await Promise.all(under);
  const state = await service.ask({ read: 'state' });
  const { sockets } = await asapp.ask({ read: 'counts' });
  await Promise.all([service.stop(), asapp.stop()]);
  return soakFigures({ results, calls, placed, heaps: [...heaps, state.heap], sockets });
}

async function oneCall(
  service: ServiceState,
  ca: string,
  asapp: Child<AsappRequest, AsappAnswer>,
  random: Random,
): Promise<SoakResult> {
  const setup: Setup = makeSetup('direct', random);
  const fault = random.next() < FAULTY ? random.pick(soakFaults) : undefined;
  fault?.apply(setup);
  const callSid = newSid('CA');
  const faults = fault ? [fault.name] : [];
  await asapp.ask({ callSid, agent: setup.agent, faults });
  const answers: Answered[] = [];
  const origin = `https://${service.domainName}`;
  const twilio = createLocalTwilio(service, {
    otherHosts: TAKES_OVER,
    ca,
    pace: 0,
    transport: chain([...setup.transports, watch(origin, answers)]),
  });
  const report = await twilio.call({
    callSid,
    voiceUrl: engageUrl(origin, setup.query),
    fallbackUrl: `${origin}/fallback`,
    ...setup.call,
    script: setup.script,
    ...(setup.script.streamKeys === undefined && { phone: SILENT_PHONE }),
  });
  const wrong = faultsOf(report, answers);
  tell(wrong, callSid, fault?.name ?? 'no fault');
  return { faults: wrong, answers, end: report.end };
}

function tell(faults: readonly string[], callSid: string, name: string): void {
  for (const fault of faults) process.stdout.write(`✗ ${fault}\n  in ${callSid}, with ${name}\n`);
}
