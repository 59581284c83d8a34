import { endMeanings } from '../../../twilio/call/end';
import type { CallRecord } from '../../protocol';
import { seconds } from './parties';

export interface PastCallsProps {
  calls: readonly CallRecord[];
  shown: string | undefined;
  onShow: (callSid: string) => void;
}

/** All calls since the simulator was started, also those of `npm run call`; each can be shown. */
export function PastCalls({ calls, shown, onShow }: PastCallsProps) {
  return (
    <section class="card past" aria-labelledby="past-title">
      <h2 id="past-title">Calls</h2>
      {calls.length === 0 && <p class="hint">None yet.</p>}
      <ul>
        {calls.map((call) => (
          <li key={call.callSid}>
            <button
              type="button"
              aria-pressed={call.callSid === shown}
              onClick={() => onShow(call.callSid)}
            >
              <time dateTime={call.placedAt}>{clock(call.placedAt)}</time> {summary(call)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const clock = (at: string) => new Date(at).toLocaleTimeString([], { timeStyle: 'medium' });

function summary({ over }: CallRecord): string {
  if (over === undefined) return 'in progress';
  return `${over.endedWell ? '✓' : '✗'} ${endMeanings[over.end]}, ${seconds(over.ms)}`;
}
