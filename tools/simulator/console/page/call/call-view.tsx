import { endMeanings } from '../../../twilio/call/end';
import type { CallRecord } from '../../protocol';
import { Diagram, type DiagramProps } from './diagram';
import { seconds } from './parties';
import { WaitingBar } from './waiting-bar';

type CallViewProps = Omit<DiagramProps, 'call'> & { call: CallRecord | undefined };

/** One call: how it ended, where the time went, and all its messages. */
export function CallView({ call, selected, onSelect }: CallViewProps) {
  return (
    <section class="card story" aria-labelledby="call-title">
      <div class="title">
        <h2 id="call-title">The call</h2>
        {call !== undefined && (
          <a class="button" href={`/calls/${call.callSid}.json`} download={`${call.callSid}.json`}>
            Export JSON
          </a>
        )}
      </div>
      {call === undefined ? (
        <p class="hint">No call yet. Press Call, and everything that happens is drawn here.</p>
      ) : (
        <>
          <p class="sid">{call.callSid}</p>
          <Recorded call={call} />
          <div role="status">
            <Outcome call={call} />
          </div>
          <WaitingBar call={call} />
          <Diagram call={call} selected={selected} onSelect={onSelect} />
        </>
      )}
    </section>
  );
}

/** Whether the call is recorded now, or was. */
function Recorded({ call: { events, over } }: { call: CallRecord }) {
  const last = events.findLast(({ recording }) => recording !== undefined);
  if (last === undefined) return null;
  const isRunning = over === undefined && last.recording === 'starts';
  return (
    <p class="recorded" role="status">
      {isRunning ? 'Being recorded' : over === undefined ? 'No longer recorded' : 'Was recorded'}
    </p>
  );
}

function Outcome({ call: { over } }: { call: CallRecord }) {
  if (over === undefined) return <p class="outcome">In progress</p>;
  const { end, endedWell, ms, alerts } = over;
  const count = alerts.length;
  return (
    <p class={`outcome ${endedWell ? 'well' : 'badly'}`}>
      <strong>{endedWell ? 'Ended well' : 'Ended badly'}</strong>: {endMeanings[end]}, after{' '}
      {seconds(ms)}
      {count > 0 && `, with ${count} ${count === 1 ? 'alert' : 'alerts'} from Twilio`}
    </p>
  );
}
