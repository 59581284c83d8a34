/** Each with its meaning; an empty one keeps its digit level with its neighbours'. */
const keys: readonly (readonly [digit: string, meaning?: string])[] = [
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

/** Twelve keys; some show what they mean to the local agent. */
export function Keypad({
  enabled,
  local,
  onPress,
}: {
  enabled: boolean;
  /** The real agent has its own meanings. */
  local: boolean;
  onPress: (digit: string) => void;
}) {
  return (
    <fieldset class="keypad" aria-label="Keypad">
      {keys.map(([digit, meaning]) => (
        <button key={digit} type="button" disabled={!enabled} onClick={() => onPress(digit)}>
          {digit} {local && meaning !== undefined && <small>{meaning}</small>}
        </button>
      ))}
    </fieldset>
  );
}
