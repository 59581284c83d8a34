import type { StreamEntry, StreamLog } from '../../protocol';

/** What went over a media stream's socket; the audio counted, one frame of each kind shown. */
export function Frames({ stream }: { stream: StreamLog }) {
  return (
    <>
      <h4>Frames</h4>
      <ol class="frames-log">
        {stream.entries.map((entry, index) => (
          <li key={index}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Entry({ entry }: { entry: StreamEntry }) {
  if (entry.kind === 'message') {
    const { from, message } = entry;
    return (
      <details>
        <summary>
          {from === 'twilio' ? 'Twilio' : 'Agent'}: <b>{message.event}</b> {nameOf(message)}
        </summary>
        <pre>{JSON.stringify(message, null, 2)}</pre>
      </details>
    );
  }
  const { fromTwilio, fromServer, samples } = entry;
  return (
    <details>
      <summary>
        Audio: <b>media</b> × {fromTwilio} from Twilio, × {fromServer} from the agent
      </summary>
      {samples.map((sample) => (
        <pre key={JSON.stringify(sample)}>{JSON.stringify(sample, null, 2)}</pre>
      ))}
    </details>
  );
}

function nameOf(message: Extract<StreamEntry, { kind: 'message' }>['message']): string {
  if (message.event === 'mark') return message.mark.name;
  return message.event === 'dtmf' ? message.dtmf.digit : '';
}
