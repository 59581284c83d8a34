import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';

/** Each with its meaning; an empty one keeps its digit level with its neighbours'. */
const keys = [
  ['1', 'person'],
  ['2', 'system'],
  ['3', ''],
  ['4'],
  ['5'],
  ['6'],
  ['7', ''],
  ['8', ''],
  ['9', 'drop'],
  ['*'],
  ['0'],
  ['#'],
];
/** Twelve keys; under some stands what the local agent makes of them. */
export function Keypad({ enabled, local, onPress }) {
  return _jsx('fieldset', {
    class: 'keypad',
    'aria-label': 'Keypad',
    children: keys.map(([digit, meaning]) =>
      _jsxs(
        'button',
        {
          type: 'button',
          disabled: !enabled,
          onClick: () => onPress(digit),
          children: [
            digit,
            ' ',
            local && meaning !== undefined && _jsx('small', { children: meaning }),
          ],
        },
        digit,
      ),
    ),
  });
}
