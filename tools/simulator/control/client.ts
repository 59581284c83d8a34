import type { CallRequest } from '../local/call-request';
import type { CallReport } from '../twilio/place-call';
import type { CallEvent } from '../twilio/timeline';
import type { ControlLine } from './server';

/**
 * Requests a call from a control server on loopback; `onEvent` gets each line as it happens.
 * Returns undefined if there is no control server. Throws if the request is refused.
 */
export async function requestCall(
  port: number,
  request: CallRequest,
  onEvent: (event: CallEvent) => void,
): Promise<CallReport | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  }).catch(() => undefined);
  if (answer?.body == null) return undefined;

  let rest = '';
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      // The other end is this project's own control server: it writes such lines.
      const told = JSON.parse(line) as ControlLine;
      if ('error' in told) throw new Error(told.error);
      if ('report' in told) return told.report;
      onEvent(told.event);
    }
  }
  throw new Error('the running simulator stopped before the call ended');
}
