export type Option = readonly [value: string, text: string];

/** A module's choice under its name, which is too long to stand beside it. */
export function ModuleChoice(props: {
  title: string;
  hint: string;
  testId: string;
  /** Undefined: the option without a value. */
  value: string | undefined;
  options: readonly Option[];
  isFixed: boolean;
  onChoose: (value: string | undefined) => void;
}) {
  return (
    <label style={{ display: 'block', marginTop: 6 }}>
      <span className="ts-dim">{props.title}</span>
      <select
        style={{ width: '100%' }}
        data-cy={props.testId}
        title={props.hint}
        disabled={props.isFixed}
        value={props.value ?? ''}
        onChange={event => props.onChoose(event.target.value === '' ? undefined : event.target.value)}
      >
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
