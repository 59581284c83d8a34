import type { VNode } from 'preact';

const INDENT = '  ';

/** A TwiML document with one element a line, in colours; undefined if the text is not XML. */
export function prettyTwiml(text: string): VNode | undefined {
  if (!text.trimStart().startsWith('<')) return undefined;
  const parsed = new DOMParser().parseFromString(text, 'text/xml');
  if (parsed.querySelector('parsererror') !== null) return undefined;
  return <Element element={parsed.documentElement} indent="" />;
}

function Element({ element, indent }: { element: globalThis.Element; indent: string }) {
  const { tagName, attributes, children } = element;
  const text = children.length === 0 ? (element.textContent ?? '').trim() : '';
  const empty = children.length === 0 && text === '';
  return (
    <>
      {indent}
      <span class="tag">{`<${tagName}`}</span>
      {[...attributes].map(({ name, value }) => (
        <span key={name}>
          {attributes.length > 1 ? `\n${indent}${INDENT}${INDENT}` : ' '}
          <span class="attribute">{name}</span>=<span class="value">"{value}"</span>
        </span>
      ))}
      <span class="tag">{empty ? '/>' : '>'}</span>
      {text}
      {children.length > 0 && '\n'}
      {[...children].map((child, index) => (
        <Element key={index} element={child} indent={indent + INDENT} />
      ))}
      {!empty && (
        <>
          {children.length > 0 && indent}
          <span class="tag">{`</${tagName}>`}</span>
        </>
      )}
      {'\n'}
    </>
  );
}
