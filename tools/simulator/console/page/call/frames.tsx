import type { StreamEntry, StreamLog } from '../../protocol';

/** The messages of a media stream; audio is counted, with one frame of each direction shown. */
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
