import { useState } from 'react';
import type { ThresholdGrade } from '../../pipeline/reading/movedThreshold';
import { highestThreshold } from '../../services/thresholdPlot';
import { strings } from '../../strings';

/** A threshold as a number; what is typed counts with Enter or on leaving the field, Escape takes it back. */
export function ThresholdField(props: {
  grade: ThresholdGrade;
  value: number;
  isFixed: boolean;
  onEnter: (density: number) => void;
}) {
  const [typed, setTyped] = useState<string>();
  const enter = () => {
    const density = Number(typed);
    if (typed !== undefined && typed.trim() !== '' && Number.isFinite(density)) props.onEnter(density);
    setTyped(undefined);
  };
  return (
    <label className="ts-small" style={{ display: 'grid' }}>
      <span className="ts-dim">{strings.thresholdName(props.grade)}</span>
      <input
        type="number"
        data-cy={`threshold-field-${props.grade}`}
        style={{ width: 66, padding: '4px 4px 4px 6px' }}
        min={0}
        max={highestThreshold}
        step={0.01}
        disabled={props.isFixed}
        value={typed ?? strings.densityValue(props.value)}
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
