import { useId } from 'preact/hooks';
import type { Choice } from './choices';

interface Field<Value> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
}

export function Select<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: Field<Value> & { choices: readonly Choice<Value>[] }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = choices[currentTarget.selectedIndex];
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {choices.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

export function Text({ label, value, lines = 1, onChange }: Field<string> & { lines?: number }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {lines === 1 ? (
        <input id={id} value={value} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <textarea
          id={id}
          rows={lines}
          spellcheck={false}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

/** A number from 0 on. */
export function Amount({
  label,
  value,
  max,
  step,
  onChange,
}: Field<number> & { max: number; step: number }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={0}
        max={max}
        step={step}
        value={value}
        onInput={({ currentTarget }) => {
          const amount = Math.round(Number(currentTarget.value));
          onChange(Math.min(max, Math.max(0, amount || 0)));
        }}
      />
    </div>
  );
}
