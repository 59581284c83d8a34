import type { FlowDefinition } from '../../studio/definition';
import { formOf, type HttpAnswer, type HttpRequest, xmlAnswer } from '../http/message';
import { warning } from '../twilio/alert';
import type { Host, RequestingCall } from '../twilio/network';
import { Execution } from './execution';
import { begin, comeBack } from './flow-run';
import { STUDIO_HOSTS } from './hosts';
import { kindOf } from './widgets';

export interface StudioOptions {
  readonly accountSid: string;
  /** Where its webhooks are; default: those of the US. */
  readonly host?: string;
  /** The published flows, by SID. */
  readonly flows: Readonly<Record<string, FlowDefinition>>;
  /** The event with which Studio makes a widget fail; undefined for a widget that works. */
  readonly failure?: (widget: string) => string | undefined;
}

/** A local Studio: runs flows for the calls of a phone network. */
export interface LocalStudio {
  /** For the network: what answers at the webhook of each flow. */
  readonly hosts: Readonly<Record<string, Host>>;
  /** The most recent ones, in order. */
  readonly executions: readonly Execution[];
  /** For a number's voice URL and its status callback; default: that of the first flow. */
  webhookUrl(flowSid?: string): string;
}

/** How many executions are kept. */
const EXECUTIONS = 1_000;

/** Final statuses of a call. */
const FINAL = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

export function createStudio(options: StudioOptions): LocalStudio {
  const { accountSid, host = STUDIO_HOSTS.us1, flows, failure = () => undefined } = options;
  const executions: Execution[] = [];
  const webhookUrl = (flowSid = Object.keys(flows)[0]) =>
    `https://${host}/v1/Accounts/${accountSid}/Flows/${flowSid}`;

  const hosts = Object.entries(flows).map(([flowSid, definition]): [string, Host] => {
    const flow = { webhookUrl: webhookUrl(flowSid), failure };
    const running = new Map<string, Execution>();
    const start = (call: Readonly<Record<string, string>>) => {
      const execution = new Execution(definition, flowSid, call);
      executions.push(execution);
      if (executions.length > EXECUTIONS) executions.shift();
      return execution;
    };
    return [flow.webhookUrl, (request, call) => answer(request, call, { ...flow, running, start })];
  });
  return { hosts: Object.fromEntries(hosts), executions, webhookUrl };
}

interface Flow {
  readonly webhookUrl: string;
  readonly failure: (widget: string) => string | undefined;
  /** By CallSid. */
  readonly running: Map<string, Execution>;
  readonly start: (call: Readonly<Record<string, string>>) => Execution;
}

/**
 * Handles one request to the webhook of a flow: a call that returns to the widget that waits for it,
 * a call that is over, or a new call. A request that no widget waits for starts the flow again.
 */
async function answer(
  request: HttpRequest,
  call: RequestingCall | undefined,
  { running, start, ...flow }: Flow,
): Promise<HttpAnswer> {
  if (call === undefined) throw new Error('a flow runs only for calls of the phone network');
  const { FlowEvent, ...parameters } = formOf(request);
  const { CallSid = '', CallStatus = '' } = parameters;
  const known = running.get(CallSid);
  const isOver = FINAL.has(CallStatus);
  let twiml: string | undefined;
  if (known !== undefined && isAwaited(known, FlowEvent)) {
    twiml = await comeBack(parameters, { ...flow, execution: known, call });
  } else if (!isOver && known === undefined && !isAccepted(parameters, FlowEvent)) {
    return { ...xmlAnswer('<Response/>'), status: 400 };
  } else if (!isOver) {
    if (known?.parked) call.timeline.alert(unexpected(FlowEvent));
    const execution = start(parameters);
    running.set(CallSid, execution);
    twiml = await begin({ ...flow, execution, call });
  }
  const execution = running.get(CallSid);
  if (isOver && execution !== undefined) execution.end ??= 'call-ended';
  if (execution?.end !== undefined) running.delete(CallSid);
  return twiml === undefined ? { status: 204, headers: {}, body: '' } : xmlAnswer(twiml);
}

function isAwaited({ parked }: Execution, event: string | undefined): boolean {
  return (
    parked !== undefined && event !== undefined && kindOf(parked.state).comesBackWith === event
  );
}

/**
 * Whether Studio starts a flow for a call without an execution. A live call must name the trigger;
 * otherwise Studio looks for its execution and answers 400. Placed calls are refused even so.
 * https://support.twilio.com/hc/en-us/articles/46617831475995 and twilio/twilio-agent-connect-python
 */
function isAccepted(
  { CallStatus, Direction, Trigger }: Readonly<Record<string, string>>,
  event: string | undefined,
): boolean {
  if (Trigger === 'incomingCall') return Direction !== 'outbound-api';
  return CallStatus !== 'in-progress' || Direction !== 'inbound' || event !== undefined;
}

const unexpected = (event: string | undefined) =>
  warning(81_010, `no widget waits for ${event ?? 'the call'}: the flow starts again`);
