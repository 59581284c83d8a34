import { setTimeout as wait } from 'node:timers/promises';
import {
  createLocalTwilio,
  type LocalTwilioRest,
  newSid,
  type Phone,
  silentFrame,
  startTwilioRest,
  TAKES_OVER,
} from '../../simulator';
import type { Figure } from '../figures';
import type { AsappAnswer, AsappRequest } from '../processes/asapp';
import { buildProcesses, type Child, startChild } from '../processes/child';
import type { ServiceRequest, ServiceState } from '../processes/service';
import { FAULTS } from './faults';
import { createRandom, type Random } from './random';
import { startRecordReceiver } from './record-receiver';
import { engageUrl } from './run-case';
import { makeSetup, type Setup } from './setup';
import { type SoakResult, soakFigures } from './summary';
import { chain, watch } from './transports';
import { type Answered, problemsOf } from './verdict';

export interface SoakOptions {
  readonly seed: string;
  readonly calls: number;
  /** Calls per second. */
  readonly rate: number;
}

/** The share of calls with a fault. */
const FAULTY = 0.2;
/** How often the service's heap is measured during a soak. */
const SAMPLES = 20;

/** A caller who only listens: thousands of voices would have to be generated. */
const SILENT_PHONE: Phone = {
  microphone: () => silentFrame,
  loudspeaker: () => {},
  keys: () => [],
};

/** The secret of the records. */
const RECORD_SECRET = 'secret-of-the-soak';
/** The lines that are called: one outside its opening hours, and one whose callers wait in a queue. */
const LINES = ['', '', '', '', 'night', 'waiting'] as const;
/** Callers of the last one who ask to be called back, and those who wait. */
const KEYS = ['1', ''] as const;

const QUEUE = `WW${'1'.repeat(32)}`;
const FOLLOW_UPS = `WW${'2'.repeat(32)}`;

/** All that a contact centre can switch on. */
const ENV = {
  OPENING_HOURS: 'mon-sun 00:00-12:00 12:00-24:00',
  TIME_ZONE: 'America/New_York',
  CLOSED_DAYS: '2020-12-25',
  OPEN_NOW_NIGHT: 'closed',
  VOICE_AGENT_PERCENT: '90',
  CALL_RECORD_SECRET: RECORD_SECRET,
  AGENT_DESTINATION: `+15550103000 ${QUEUE} voicemail`,
  AGENT_DESTINATION_WAITING: QUEUE,
  SYSTEM_DESTINATION: 'next_action=schedule_callback:queue:callbacks *:+15550103001 voicemail',
  QUEUE_SECONDS: '300',
  CALLBACK_WORKFLOW: FOLLOW_UPS,
  VOICEMAIL_WORKFLOW: FOLLOW_UPS,
  WHISPER_VARIABLES: 'account_balance',
  RECORD: 'all',
  SUMMARY: 'true',
};

/** The faults that can happen to one call among many: none that would affect all of them. */
const soakFaults = [...FAULTS.values()].filter(
  ({ name }) =>
    /^(people|asapp\.record|asapp\.call-transfer\..*-once|twilio|stream\.(dropped|agent|key))/.test(
      name,
    ) && !/call-transfer-state|service-is-gone|hangs-up-in-record/.test(name),
);

/**
 * Places many calls at a steady rate, some with faults, on one warm service. None may be lost or end
 * badly, its memory must not grow, and no socket may be left open. Each call has one record, which arrives
 * or is logged as undelivered.
 */
export async function soak({ seed, calls, rate }: SoakOptions): Promise<Figure[]> {
  await buildProcesses();
  const random = createRandom(`${seed} soak`);
  const asapp = startChild<AsappRequest, AsappAnswer>('asapp');
  const { env, ca } = await asapp.request({ condition: 'scripted' });
  const service = startChild<ServiceRequest, ServiceState>('service', ['--expose-gc']);
  const rest = await startTwilioRest();
  rest.addWorkflows(ENV);
  const { account } = rest;
  const receiver = await startRecordReceiver(
    RECORD_SECRET,
    createRandom(`${seed} records`),
    FAULTY,
  );
  const running = await service.request({
    env: {
      ...ENV,
      ACCOUNT_SID: account.sid,
      AUTH_TOKEN: account.authToken,
      CALL_RECORD_URL: receiver.url,
      ...env,
    },
    twilioUrl: rest.url,
  });
  const surroundings = { service: running, ca, asapp, rest, random };
  const results: SoakResult[] = [];
  const heaps: number[] = [];
  const underWay: Promise<void>[] = [];
  const began = performance.now();
  for (let number = 0; number < calls; number += 1) {
    const due = began + (number * 1000) / rate;
    if (due > performance.now()) await wait(due - performance.now());
    if (number % Math.ceil(calls / SAMPLES) === 0) {
      underWay.push(service.request({ read: 'state' }).then(({ heap }) => void heaps.push(heap)));
    }
    underWay.push(placeCall(surroundings).then((result) => void results.push(result)));
  }
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(underWay);
  const state = await service.request({ read: 'state' });
  const { sockets } = await asapp.request({ read: 'counts' });
  await Promise.all([service.stop(), asapp.stop(), rest.close()]);
  receiver.close();
  return soakFigures({
    results,
    calls,
    seconds,
    heaps: [...heaps, state.heap],
    sockets,
    records: {
      logged: state.recorded,
      undelivered: state.undelivered,
      received: receiver.received,
      unsigned: receiver.unsigned,
    },
  });
}

interface Surroundings {
  readonly service: ServiceState;
  readonly ca: string;
  readonly asapp: Child<AsappRequest, AsappAnswer>;
  readonly rest: LocalTwilioRest;
  readonly random: Random;
}

async function placeCall({ service, ca, asapp, rest, random }: Surroundings): Promise<SoakResult> {
  const setup: Setup = makeSetup('direct', random);
  const fault = random.next() < FAULTY ? random.pick(soakFaults) : undefined;
  fault?.apply(setup);
  const line = random.pick(LINES);
  if (line === 'waiting') {
    const queues = [{ result: 'bridged', afterMs: 90_000 }] as const;
    setup.script = { queues, digits: [random.pick(KEYS)], ...setup.script };
  }
  const callSid = newSid('CA');
  const faults = fault ? [fault.name] : [];
  await asapp.request({ callSid, agent: setup.agent, faults });
  const answers: Answered[] = [];
  const origin = `https://${service.domainName}`;
  const twilio = createLocalTwilio(service, {
    accountSid: rest.account.sid,
    authToken: rest.account.authToken,
    otherHosts: TAKES_OVER,
    ca,
    pace: 0,
    transport: chain([...setup.transports, watch(origin, answers)]),
  });
  const report = await twilio.call({
    callSid,
    voiceUrl: engageUrl(origin, { ...setup.query, ...(line && { line }) }),
    fallbackUrl: `${origin}/fallback`,
    statusCallback: `${origin}/call-ended${line && `?line=${line}`}`,
    onBegin: (call) => rest.addCall(call),
    ...setup.call,
    script: setup.script,
    ...(setup.script.streamKeys === undefined && { phone: SILENT_PHONE }),
  });
  rest.removeCall(callSid);
  const problems = problemsOf(report, answers);
  for (const problem of problems) {
    process.stdout.write(`✗ ${problem}\n  in ${callSid}, with ${fault?.name ?? 'no fault'}\n`);
  }
  return { callSid, problems, answers, end: report.end };
}
