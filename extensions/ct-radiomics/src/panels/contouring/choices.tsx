/** One of a few, each with its text. */
export function Choice<Key extends string>(props: {
  name: string;
  title?: string;
  texts: Readonly<Record<Key, string>>;
  chosen: Key;
  onChoose: (key: Key) => void;
}) {
  const { name, title, texts, chosen, onChoose } = props;
  return (
    <label className="ts-row" title={title}>
      {name}
      <select value={chosen} onChange={event => onChoose(event.target.value as Key)}>
        {Object.entries<string>(texts).map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A number within a range; what lies outside is not taken over. */
export function Amount(props: {
  name: string;
  testId: string;
  title?: string;
  range: { readonly least: number; readonly most: number; readonly step: number };
  value: number;
  onChange: (value: number) => void;
}) {
  const { name, testId, title, range, value, onChange } = props;
  return (
    <label className="ts-row" title={title}>
      {name}
      <input
        type="number"
        style={{ width: 72 }}
        data-cy={testId}
        min={range.least}
        max={range.most}
        step={range.step}
        value={value}
        onChange={event => {
          const typed = event.target.valueAsNumber;
          if (typed >= range.least && typed <= range.most) onChange(typed);
        }}
      />
    </label>
  );
}
