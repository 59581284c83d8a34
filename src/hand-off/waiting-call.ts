import { type FunctionEvent, parameter, sid } from '../runtime/event';
import { type Call, laterEngagement, readCall } from '../voice/call';
import { type Outcome, readOutcome } from '../voice/outcome';
import { serviceUrl } from '../voice/urls';

/** A call in a queue. What later requests must know of it is in the URLs that Twilio requests. */
export interface WaitingCall {
  readonly call: Call;
  readonly outcome: Outcome;
  /**
   * The workflow that has a task for the call, or `queue` for a queue without tasks; undefined if a custom
   * Studio Flow does not say it.
   */
  readonly waitsIn: string | undefined;
}

/** What Twilio requests while a call waits. */
type Path = '/queue-wait' | '/queue-callback';

/**
 * @param since - since when the call waits, in Unix seconds, for a request to which Twilio may not add
 *   `QueueTime`: only what the `waitUrl` gets is documented
 */
export function waitingUrl(
  domainName: string,
  path: Path,
  waiting: WaitingCall,
  since?: number,
): string {
  return serviceUrl(domainName, path, { ...waitingQuery(waiting), since });
}

/** What our own URLs say about a call in a queue. */
export function waitingQuery({ call, outcome, waitsIn }: WaitingCall) {
  return {
    line: call.line,
    waitsIn,
    outcome,
    engagement: laterEngagement(call),
    voiceAgent: call.voiceAgent,
  };
}

/** Reads the call that our own URL carries. */
export function readWaitingCall(event: FunctionEvent): WaitingCall {
  return {
    call: readCall(event),
    outcome: readOutcome(event) ?? 'agent',
    waitsIn: parameter(event, 'waitsIn') === 'queue' ? 'queue' : sid(event, 'waitsIn', 'WW'),
  };
}
