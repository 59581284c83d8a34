import { useEffect, useRef } from 'preact/hooks';
import type { CallEvent } from '../../../twilio/call-event';
import type { CallRecord } from '../../protocol';
import { Frames } from './frames';
import { happensAt, partyPhrases, seconds, took } from './parties';
import { prettyTwiml } from './twiml';

/** The details of one line: the request, its answer, the frames, Twilio's error or warning. */
export function Details({
  call,
  event,
}: {
  call: CallRecord | undefined;
  event: CallEvent | undefined;
}) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a small screen it is below the call.
    if (event !== undefined) section.current?.scrollIntoView({ block: 'nearest' });
  }, [event]);
  return (
    // It scrolls separately beside a long call, so the keyboard must be able to reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section ref={section} class="card details" aria-labelledby="details-title" tabIndex={0}>
      <h2 id="details-title">Details</h2>
      {event === undefined ? (
        <p class="hint">Select a line of the call to see its request, its TwiML or its frames.</p>
      ) : (
        <Line call={call} event={event} />
      )}
    </section>
  );
}

function Line({ call, event }: { call: CallRecord | undefined; event: CallEvent }) {
  const { from, to, what, ms, status, details = {}, body, alert, background } = event;
  const { streamSid, ...values } = details;
  const stream = call?.streams.find((log) => log.streamSid === streamSid);
  return (
    <>
      <h3>{what}</h3>
      <p>
        From {partyPhrases[from]} to {partyPhrases[to]}, {seconds(happensAt(event))} into the call
        {ms !== undefined && `, taking ${took(ms)}`}
        {status !== undefined && `, answered with HTTP ${status}`}.
        {background && ' The caller did not wait for it.'}
      </p>
      {alert !== undefined && (
        <div class={`alert ${alert.level}`}>
          <p>
            <strong>
              {alert.level === 'noise' ? 'Twilio logs' : `Twilio ${alert.level}`} {alert.code}
            </strong>
            : {alert.message}.{' '}
            {alert.level === 'noise' && 'This is normal, although Twilio logs it as an error. '}
            {/* In a new tab: leaving this page would end the call. */}
            <a
              href={`https://www.twilio.com/docs/api/errors/${alert.code}`}
              target="_blank"
              rel="noreferrer"
            >
              What Twilio says about {alert.code}
            </a>
          </p>
        </div>
      )}
      <Values values={values} />
      {body !== undefined && body !== '' && <Body text={body} />}
      {stream !== undefined && <Frames stream={stream} />}
    </>
  );
}

/** The parameters, name by name. */
function Values({ values }: { values: Record<string, unknown> }) {
  const rows = Object.entries(values).filter(([, value]) => value !== undefined);
  if (rows.length === 0) return null;
  return (
    <>
      <h4>Parameters</h4>
      <table>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{typeof value === 'string' ? value : JSON.stringify(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** An answer's body: TwiML and JSON line by line and in colours, anything else as it is. */
function Body({ text }: { text: string }) {
  const twiml = prettyTwiml(text);
  const name = twiml !== undefined ? 'TwiML' : 'Answer';
  return (
    <>
      <h4>{name}</h4>
      <pre>
        <code>{twiml ?? prettyJson(text)}</code>
      </pre>
    </>
  );
}

function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
