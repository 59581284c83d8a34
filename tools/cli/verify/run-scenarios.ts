import type { AsappConfig } from '../../../src/asapp/config';
import { readStudioWebhook } from '../../../src/voice/studio';
import { flowUrl, serviceUrl } from '../../../src/voice/urls';
import type { Terminal } from '../command/terminal';
import { type Binding, boundTo, writesRecords } from '../numbers/binding';
import type { BoundNumber } from '../numbers/find';
import type { DeployedService } from '../twilio/service';
import type { Session } from '../twilio/session';
import { collect, FLOW_PARAMETER } from './collect';
import type { Evidence } from './evidence';
import type { Workflow } from './left-task';
import type { VerifiedNumber } from './number';
import { interruption, makeCall, type Pause } from './place-call';
import type { Plan } from './plan';
import type { PersonDoes, Scenario, Words } from './scenarios';
import { type TemporaryBindings, temporaryBindings } from './temporary-bindings';

/** Twilio takes one call per second; a number may need a moment to be bound. */
const BETWEEN_CALLS_MILLISECONDS = 2_000;

export interface RunOptions {
  readonly session: Session;
  readonly number: VerifiedNumber;
  readonly called: BoundNumber;
  /** Calls the number; called itself if a scenario has a separate environment. */
  readonly from: BoundNumber;
  readonly own: { readonly person: BoundNumber; readonly service: DeployedService } | undefined;
  readonly workflow: Workflow | undefined;
  readonly words: Words;
  readonly asapp: AsappConfig | undefined;
  readonly pause: Pause;
  readonly interrupted: AbortSignal;
  readonly terminal: Terminal;
}

/** Makes the calls of a plan, one after the other. Whatever happens, the numbers are restored. */
export async function runScenarios(plan: Plan, options: RunOptions): Promise<Evidence[]> {
  const { session, terminal, pause, interrupted } = options;
  const bindings = temporaryBindings(session.client, terminal);
  const evidence: Evidence[] = [];
  const known = new Set<string>();
  try {
    for (const scenario of plan.scenarios) {
      if (interrupted.aborted) throw interruption();
      await prepare(scenario, options, bindings);
      await pause(BETWEEN_CALLS_MILLISECONDS, interrupted);
      terminal.note(`${scenario.name}: ${scenario.summary} …`);
      evidence.push(await runScenario(scenario, options, known));
    }
    if (interrupted.aborted) throw interruption();
  } finally {
    await bindings.restore();
  }
  return evidence;
}

async function runScenario(
  scenario: Scenario,
  options: RunOptions,
  known: Set<string>,
): Promise<Evidence> {
  const { session, number, called, from, own, words, asapp, pause, interrupted } = options;
  const isOwn = scenario.place !== 'number';
  const isToFlow = scenario.line === 'verify-flow';
  const { client } = session;
  const order = {
    from: isOwn ? called.phoneNumber : from.phoneNumber,
    to: isOwn ? from.phoneNumber : called.phoneNumber,
    twiml: scenario.twiml(words),
    // Where a flow or the number's own service has the call, that is production.
    stopsIfDialed: !scenario.person || isToFlow,
  };
  const made = await makeCall(order, { client, pause, interrupted, known });
  return collect(scenario, made, {
    client,
    service: scenario.place === 'own' ? own?.service : number.service,
    writesRecords: isOwn || writesRecords(called.binding),
    asapp,
    flowSid: scenario.place !== 'own' || isToFlow ? number.flowSid : undefined,
    workflow: scenario.line === 'verify-leave' ? options.workflow : undefined,
    pause,
    interrupted,
  });
}

/** Binds the numbers of a scenario that has a separate environment. */
async function prepare(
  { place, person: does, line }: Scenario,
  { session, number, from, own }: RunOptions,
  bindings: TemporaryBindings,
): Promise<void> {
  if (place === 'number' || !own) return;
  if (place === 'flow') {
    const { name, value } = FLOW_PARAMETER;
    const known = readStudioWebhook(session.settings.variables).value;
    const query = { [name]: value };
    const voiceUrl = flowUrl(known, session.accountSid, number.flowSid ?? '', query);
    const domainName = number.service?.domainName ?? own.service.domainName;
    await bindings.bind(from, binding(from, voiceUrl, domainName, { flowSid: number.flowSid }));
    return;
  }
  const { domainName } = own.service;
  const voiceUrl = serviceUrl(domainName, '/engage', { line });
  await bindings.bind(from, binding(from, voiceUrl, domainName, { line }));
  if (does) await bindings.bind(own.person, personBinding(own.person, domainName, does));
}

function binding(
  { binding: before }: BoundNumber,
  voiceUrl: string,
  domainName: string,
  query: { line?: string | undefined; flowSid?: string | undefined },
): Binding {
  const fallbackUrl = serviceUrl(domainName, '/fallback', { line: query.line });
  const statusCallback = serviceUrl(domainName, '/call-ended', query);
  // A custom callback would get the robots' calls.
  const plain = { ...before, statusCallback: '' };
  return boundTo({ voiceUrl, fallbackUrl, statusCallback }, plain);
}

/** The person is static TwiML, which Twilio serves for GET only. */
function personBinding({ binding: before }: BoundNumber, domainName: string, does: PersonDoes) {
  return {
    ...before,
    voiceUrl: `https://${domainName}/${does}.xml`,
    voiceMethod: 'GET',
    voiceFallbackUrl: '',
    statusCallback: '',
    voiceApplicationSid: '',
    trunkSid: '',
    voiceReceiveMode: 'voice',
  };
}
