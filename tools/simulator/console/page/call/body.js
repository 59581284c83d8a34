import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { prettyTwiml } from './twiml';
/** An answer's body: TwiML and JSON line by line and in colours, anything else as it is. */
export function Body({ text }) {
  const twiml = prettyTwiml(text);
  const name = twiml !== undefined ? 'TwiML' : 'Answer';
  return _jsxs(_Fragment, {
    children: [
      _jsx('h4', { children: name }),
      _jsx('pre', { children: _jsx('code', { children: twiml ?? prettyJson(text) }) }),
    ],
  });
}
function prettyJson(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
