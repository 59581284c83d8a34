import { useEffect, useId, useState } from 'preact/hooks';
import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
/** How loud both sides are. It alone is drawn anew ten times a second. */
export function Meters({ levels }) {
  const [, redraw] = useState(0);
  useEffect(() => levels.listen(() => redraw((count) => count + 1)), [levels]);
  return _jsxs('div', {
    class: 'meters',
    children: [
      _jsx(Meter, { name: 'You', level: levels.caller }),
      _jsx(Meter, { name: 'Agent', level: levels.agent }),
    ],
  });
}
function Meter({ name, level }) {
  const id = useId();
  return _jsxs('div', {
    class: 'meter',
    children: [
      _jsx('label', { for: id, children: name }),
      _jsxs('meter', {
        id: id,
        min: 0,
        max: 1,
        value: level,
        children: [Math.round(level * 100), ' %'],
      }),
    ],
  });
}
