import { prettyTwiml } from './twiml';

/** An answer's body: TwiML and JSON line by line and in colours, anything else as it is. */
export function Body({ text }: { text: string }) {
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
