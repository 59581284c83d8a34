import { useMemo } from 'preact/hooks';
import type { CallEvent, Party } from '../../../twilio/call-event';
import type { CallRecord } from '../../protocol';
import {
  brief,
  happensAt,
  inOrder,
  partiesOf,
  partyNames,
  partyPhrases,
  seconds,
  took,
} from './parties';

export interface DiagramProps {
  call: CallRecord;
  /** The line that is shown in detail. */
  selected: CallEvent | undefined;
  onSelect: (event: CallEvent) => void;
}

/** The call as a sequence diagram: a lane per party, a line per message, each to be clicked. */
export function Diagram({ call, selected, onSelect }: DiagramProps) {
  const { events } = call;
  const parties = useMemo(() => partiesOf(events), [events]);
  const lines = useMemo(() => inOrder(events), [events]);
  return (
    <div class="diagram" style={{ '--lanes': parties.length }}>
      <div class="parties" aria-hidden="true">
        {parties.map((party) => (
          <span key={party}>{partyNames[party]}</span>
        ))}
      </div>
      <ol aria-label="What happened, in order">
        {lines.map((event, index) => (
          <Message
            key={`${happensAt(event)} ${event.what} ${index}`}
            event={event}
            parties={parties}
            chosen={event === selected}
            onSelect={onSelect}
          />
        ))}
        {call.over === undefined && <Audio call={call} />}
      </ol>
    </div>
  );
}

interface MessageProps {
  event: CallEvent;
  parties: readonly Party[];
  chosen: boolean;
  onSelect: (event: CallEvent) => void;
}

function Message({ event, parties, chosen, onSelect }: MessageProps) {
  const { from, to, what, status, ms, alert, background } = event;
  const [start, end] = [parties.indexOf(from), parties.indexOf(to)];
  const [left, right] = [Math.min(start, end), Math.max(start, end)];
  const direction = start === end ? 'own' : start < end ? 'rightwards' : 'leftwards';
  const side = left + right < parties.length - 1 ? 'from-left' : 'from-right';
  const level = alert === undefined ? '' : `alert ${alert.level}`;
  return (
    <li>
      <button
        type="button"
        class={`message ${direction} ${side} ${level} ${background ? 'background' : ''}`}
        style={{ '--left': left, '--right': right }}
        aria-pressed={chosen}
        onClick={() => onSelect(event)}
      >
        <span class="time">{seconds(happensAt(event))}</span>
        <span class="lanes">
          <span class="visually-hidden">
            {partyPhrases[from]} → {partyPhrases[to]}:
          </span>
          <span class="text">
            <span class="ground">
              {brief(what)}
              {status !== undefined && (
                <b class={status < 400 ? 'status good' : 'status bad'}> {status}</b>
              )}
              {ms !== undefined && <i> {took(ms)}</i>}
            </span>
            {alert !== undefined && (
              <span class="mark">
                {alert.level === 'noise' ? 'Twilio logs' : `Twilio ${alert.level}`} {alert.code}
              </span>
            )}
          </span>
          <span class="arrow" aria-hidden="true" />
        </span>
      </button>
    </li>
  );
}

/** How much audio an open stream has carried. */
function Audio({ call }: { call: CallRecord }) {
  const counts = call.streams.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.kind === 'media' ? [entry] : [])),
  );
  if (counts.length === 0) return null;
  const sum = (name: 'fromTwilio' | 'fromServer') =>
    counts.reduce((total, count) => total + count[name], 0);
  return (
    <li class="audio">
      audio frames: {sum('fromTwilio')} to the agent, {sum('fromServer')} back
    </li>
  );
}
