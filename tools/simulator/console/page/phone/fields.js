import { useId } from 'preact/hooks';
import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
export function Select({ label, value, choices, onChange }) {
  const id = useId();
  return _jsxs('div', {
    class: 'field',
    children: [
      _jsx('label', { for: id, children: label }),
      _jsx('select', {
        id: id,
        value: value,
        onChange: ({ currentTarget }) => {
          const chosen = choices[currentTarget.selectedIndex];
          if (chosen !== undefined) onChange(chosen[0]);
        },
        children: choices.map(([each, text]) =>
          _jsx('option', { value: each, children: text }, each),
        ),
      }),
    ],
  });
}
export function Text({ label, value, lines = 1, onChange }) {
  const id = useId();
  return _jsxs('div', {
    class: 'field',
    children: [
      _jsx('label', { for: id, children: label }),
      lines === 1
        ? _jsx('input', {
            id: id,
            value: value,
            onInput: (event) => onChange(event.currentTarget.value),
          })
        : _jsx('textarea', {
            id: id,
            rows: lines,
            spellcheck: false,
            value: value,
            onInput: (event) => onChange(event.currentTarget.value),
          }),
    ],
  });
}
/** A number from 0 on. */
export function Amount({ label, value, max, step, onChange }) {
  const id = useId();
  return _jsxs('div', {
    class: 'field',
    children: [
      _jsx('label', { for: id, children: label }),
      _jsx('input', {
        id: id,
        type: 'number',
        min: 0,
        max: max,
        step: step,
        value: value,
        onInput: ({ currentTarget }) => {
          const amount = Math.round(Number(currentTarget.value));
          onChange(Math.min(max, Math.max(0, amount || 0)));
        },
      }),
    ],
  });
}
