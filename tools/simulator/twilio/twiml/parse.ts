import { SaxesParser } from 'saxes';
import { type Alert, error, warning } from '../alert';
import { elementRules, speechElements } from './grammar';

/** An element of a TwiML document; `text` is its own text and that of the elementRules in it. */
export interface TwimlElement {
  name: string;
  attributes: Record<string, string>;
  children: TwimlElement[];
  text: string;
}

/** A document's verbs in order and Twilio's warnings about it, or why it is not TwiML. */
export type TwimlDocument = { verbs: TwimlElement[]; alerts: Alert[] } | { failure: Alert };

/** Twilio's limit of a document, in bytes. */
const LIMIT_BYTES = 64 * 1024;

/**
 * Reads TwiML as Twilio does: broken XML, another root or too many bytes is an error (12100,
 * 11750); what is not in the schema is left out with a warning (12200).
 */
export function readTwiml(xml: string): TwimlDocument {
  const bytes = Buffer.byteLength(xml);
  if (bytes > LIMIT_BYTES) return { failure: error(11750, `TwiML of ${bytes} bytes, over 64 kB`) };

  const document = readXml(xml);
  if (document instanceof Error) {
    return { failure: error(12100, `the document is not XML: ${document.message}`) };
  }
  if (document.name !== 'Response') {
    return { failure: error(12100, `the document is <${document.name}>, not <Response>`) };
  }
  const alerts: Alert[] = [];
  return { verbs: known(document, alerts).children, alerts };
}

function readXml(xml: string): TwimlElement | Error {
  const parser = new SaxesParser({ xmlns: false });
  const open: TwimlElement[] = [];
  let root: TwimlElement | undefined;
  let failure: Error | undefined;
  const addText = (text: string) => {
    for (const element of open) element.text += text;
  };
  parser.on('error', (each) => {
    failure ??= each;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: TwimlElement = { name, attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(xml).close();
  return failure ?? root ?? new Error('it is empty');
}

/** The element without what is not in the schema; each omission becomes a warning. */
function known(element: TwimlElement, alerts: Alert[]): TwimlElement {
  const rule = elementRules[element.name];
  const alert = (text: string) => alerts.push(warning(12200, text));
  if (rule === undefined) return element;

  const attributes = Object.fromEntries(
    Object.entries(element.attributes).filter(([name]) => {
      const good = rule.attributes.includes(name);
      if (!good) alert(`<${element.name}> has no attribute "${name}"`);
      return good;
    }),
  );
  const children = element.children.flatMap((child) => {
    if (!rule.children?.includes(child.name)) {
      alert(`<${child.name}> is not allowed in <${element.name}>`);
      return [];
    }
    return speechElements.has(child.name) ? [child] : [known(child, alerts)];
  });
  if (rule.text !== true && ownText(element).trim() !== '') {
    alert(`<${element.name}> must not contain text`);
  }
  return { ...element, attributes, children };
}

/** The element's own text, without that of its children. */
const ownText = ({ text, children }: TwimlElement) =>
  children.reduce((rest, child) => rest.replace(child.text, ''), text);
