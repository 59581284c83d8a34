import type { FlowDefinition } from '../../studio/definition';
import { studioLiquid } from '../../studio/liquid';
import { warning } from '../twilio/complaint';
import type { Host, Network } from '../twilio/network';
import type { LiveCall } from '../twilio/place-call';
import { type Parameters, signature } from '../twilio/signature';
import type { CallEvent, Timeline } from '../twilio/timeline';
import { Execution } from './execution';
import { begin, comeBack, type RunOptions } from './flow-run';
import { kindOf } from './widgets';

export interface StudioOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** The published flows, by SID. */
  readonly flows: Readonly<Record<string, FlowDefinition>>;
  /** The way to the functions that flows run: that of the phone network. */
  readonly send: Network['send'];
  /** Milliseconds since the epoch; decides when a wait was too long. */
  readonly now?: () => number;
}

/** A local Studio: runs flows for the calls of a phone network. */
export interface LocalStudio {
  /** For the network: the webhook of each flow, and who answers there. */
  readonly hosts: Readonly<Record<string, Host>>;
  /** All that were begun, in order. */
  readonly executions: readonly Execution[];
  webhookUrl(flowSid: string): string;
  /** Tells what the flow does with a call in the call's own time line. For `onBegin`. */
  follow(call: LiveCall): void;
}

/** Statuses of a call with which nothing can be done any more. */
const FINAL = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

export function createStudio(options: StudioOptions): LocalStudio {
  const { accountSid, authToken, flows, send, now = Date.now } = options;
  const executions: Execution[] = [];
  const timelines = new Map<string, Timeline>();
  const liquid = studioLiquid();

  const webhookUrl = (flowSid: string) =>
    `https://webhooks.twilio.com/v1/Accounts/${accountSid}/Flows/${flowSid}`;

  const post: RunOptions['post'] = (url, parameters, signal) =>
    send(
      new Request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'x-twilio-signature': signature(authToken, url, parameters),
        },
        body: new URLSearchParams(parameters).toString(),
        signal,
      }),
    );

  function host(flowSid: string, definition: FlowDefinition): Host {
    const running = new Map<string, Execution>();
    return async (request) => {
      const { FlowEvent, ...parameters } = await readParameters(request);
      const { CallSid = '', CallStatus = '' } = parameters;
      const tell = (event: Omit<CallEvent, 'at'>) => timelines.get(CallSid)?.add(event);
      const runWith = (execution: Execution): RunOptions => {
        const url = webhookUrl(flowSid);
        return { execution, liquid, webhookUrl: url, post, now, tell };
      };
      const known = running.get(CallSid);
      const answered = await answer(known, FlowEvent, parameters, runWith);
      if (answered !== undefined) {
        if (FINAL.has(CallStatus)) end(running, CallSid);
        return twimlResponse(answered);
      }
      if (FINAL.has(CallStatus)) {
        end(running, CallSid);
        return new Response(null, { status: 204 });
      }
      if (known !== undefined && known.end === undefined) tell(unexpected(FlowEvent));
      const execution = new Execution(definition, flowSid, parameters);
      executions.push(execution);
      running.set(CallSid, execution);
      return twimlResponse(await begin(runWith(execution)));
    };
  }

  return {
    hosts: Object.fromEntries(
      Object.entries(flows).map(([sid, flow]) => [webhookUrl(sid), host(sid, flow)]),
    ),
    executions,
    webhookUrl,
    follow: ({ callSid, timeline }) => timelines.set(callSid, timeline),
  };
}

/** Undefined where no widget waits for this event: then the request is one of a call that comes in. */
async function answer(
  execution: Execution | undefined,
  event: string | undefined,
  parameters: Parameters,
  runWith: (execution: Execution) => RunOptions,
): Promise<string | undefined> {
  const { parked } = execution ?? {};
  if (execution === undefined || parked === undefined) return undefined;
  if (event === undefined || kindOf(parked.state).comesBackWith !== event) return undefined;
  return comeBack(parked.state, parameters, { ...runWith(execution), since: parked.since });
}

function end(running: Map<string, Execution>, callSid: string): void {
  const execution = running.get(callSid);
  if (execution !== undefined) execution.end ??= 'call-ended';
  running.delete(callSid);
}

const unexpected = (event: string | undefined): Omit<CallEvent, 'at'> => {
  const what = `no widget waits for ${event ?? 'the call'}: the flow begins anew`;
  return { from: 'studio', to: 'studio', what, complaint: warning(81_010, what) };
};

const twimlResponse = (body: string) =>
  new Response(body, { headers: { 'content-type': 'text/xml' } });

/** URL and body together, the body winning. */
async function readParameters(request: Request): Promise<Record<string, string>> {
  const { searchParams } = new URL(request.url);
  const form = request.method === 'POST' ? new URLSearchParams(await request.text()) : [];
  return Object.fromEntries([...searchParams, ...form]);
}
