import { SaxesParser } from 'saxes';

/** One element of a TwiML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

/**
 * The `<Response>` of a TwiML document, from a parser that accepts only well-formed XML 1.0.
 *
 * @throws Error if Twilio would refuse the document (error 12100)
 */
export function parseTwiml(xml: string): Element {
  interface Open {
    name: string;
    attributes: Record<string, string>;
    children: Element[];
    text: string;
  }
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  // The parser lets halves of surrogate pairs through, which UTF-8 cannot hold.
  if (Buffer.from(xml).toString() !== xml) throw new Error('the document is not valid Unicode');
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Open = { name, attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  const [response] = root.children;
  if (response?.name !== 'Response') throw new Error('the document is not a <Response>');
  return response;
}

/** All elements of a name at any depth, in document order. */
export function elements(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elements(child, name),
  ]);
}

/** The first element of a name; throws if there is none. */
export function element(response: Element, name: string): Element {
  const [found] = elements(response, name);
  if (!found) throw new Error(`no <${name}> in the document`);
  return found;
}

/** The names of a document's verbs, in order. */
export function verbs(response: Element): string[] {
  return response.children.map(({ name }) => name);
}
