import { useEffect, useId, useState } from 'preact/hooks';
import type { Levels } from './levels';

/** How loud both sides are. Redrawn ten times a second, unlike the rest of the page. */
export function Meters({ levels }: { levels: Levels }) {
  const [, redraw] = useState(0);
  useEffect(() => levels.listen(() => redraw((count) => count + 1)), [levels]);
  return (
    <div class="meters">
      <Meter name="You" level={levels.caller} />
      <Meter name="Agent" level={levels.agent} />
    </div>
  );
}

function Meter({ name, level }: { name: string; level: number }) {
  const id = useId();
  return (
    <div class="meter">
      <label for={id}>{name}</label>
      <meter id={id} min={0} max={1} value={level}>
        {Math.round(level * 100)}%
      </meter>
    </div>
  );
}
