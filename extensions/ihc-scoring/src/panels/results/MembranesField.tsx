import { useState } from 'react';
import { strings } from '../../strings';

/**
 * The share of complete membranes as the reader sees it: counts with Enter or on leaving the field, Escape takes it back;
 * empty, the measured share counts.
 */
export function MembranesField(props: {
  percent: number | undefined;
  isFixed: boolean;
  onEnter: (percent: number | undefined) => void;
}) {
  const [typed, setTyped] = useState<string>();
  const enter = () => {
    const percent = typed === undefined || typed.trim() === '' ? undefined : Number(typed);
    if (typed !== undefined && (percent === undefined || isPercent(percent))) props.onEnter(percent);
    setTyped(undefined);
  };
  return (
    <label className="ts-row ts-small">
      <span className="ts-dim ts-grow">{strings.membranesEntered}</span>
      <input
        type="number"
        data-cy="entered-membranes"
        title={strings.membranesHint}
        placeholder={strings.membranesMeasured}
        style={{ width: 96 }}
        min={0}
        max={100}
        disabled={props.isFixed}
        value={typed ?? props.percent ?? ''}
        onChange={event => setTyped(event.target.value)}
        onBlur={enter}
        onKeyDown={event => {
          event.stopPropagation();
          if (event.key === 'Enter') enter();
          if (event.key === 'Escape') setTyped(undefined);
        }}
      />
    </label>
  );
}

const isPercent = (value: number): boolean => value >= 0 && value <= 100;
