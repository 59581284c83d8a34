import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';

const INDENT = '  ';
/** A TwiML document with one element a line, in colours; nothing where the text is no XML. */
export function prettyTwiml(text) {
  if (!text.trimStart().startsWith('<')) return undefined;
  const parsed = new DOMParser().parseFromString(text, 'text/xml');
  if (parsed.querySelector('parsererror') !== null) return undefined;
  return _jsx(Element, { element: parsed.documentElement, indent: '' });
}
function Element({ element, indent }) {
  const { tagName, attributes, children } = element;
  const text = children.length === 0 ? (element.textContent ?? '').trim() : '';
  const empty = children.length === 0 && text === '';
  return _jsxs(_Fragment, {
    children: [
      indent,
      _jsx('span', { class: 'tag', children: `<${tagName}` }),
      [...attributes].map(({ name, value }) =>
        _jsxs(
          'span',
          {
            children: [
              attributes.length > 1 ? `\n${indent}${INDENT}${INDENT}` : ' ',
              _jsx('span', { class: 'attribute', children: name }),
              '=',
              _jsxs('span', { class: 'value', children: ['"', value, '"'] }),
            ],
          },
          name,
        ),
      ),
      _jsx('span', { class: 'tag', children: empty ? '/>' : '>' }),
      text,
      children.length > 0 && '\n',
      [...children].map((child, index) =>
        _jsx(Element, { element: child, indent: indent + INDENT }, index),
      ),
      !empty &&
        _jsxs(_Fragment, {
          children: [
            children.length > 0 && indent,
            _jsx('span', { class: 'tag', children: `</${tagName}>` }),
          ],
        }),
      '\n',
    ],
  });
}
