import { useState } from 'react';
import type { GradeThresholds } from '../../pipeline/intensity';
import type { ThresholdGrade } from '../../pipeline/reading/movedThreshold';
import { highestThreshold } from '../../services/thresholdPlot';
import { roomOf } from './roomOf';
import { strings } from '../../strings';

/** A threshold as a number; what is typed counts with Enter or on leaving the field, Escape takes it back. */
export function ThresholdField(props: {
  grade: ThresholdGrade;
  thresholds: GradeThresholds;
  isFixed: boolean;
  onEnter: (density: number) => void;
}) {
  const [typed, setTyped] = useState<string>();
  const [isStopped, setStopped] = useState(false);
  const { lowest, highest } = roomOf(props.thresholds, props.grade);
  const value = props.thresholds[props.grade - 1] ?? 0;
  const enter = () => {
    const density = Number(typed);
    if (typed !== undefined && typed.trim() !== '' && Number.isFinite(density)) {
      setStopped(density < lowest || density > highest);
      props.onEnter(density);
    }
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
        value={typed ?? strings.densityValue(value)}
        onChange={event => {
          setTyped(event.target.value);
          setStopped(false);
        }}
        onBlur={enter}
        onKeyDown={event => {
          event.stopPropagation();
          if (event.key === 'Enter') enter();
          if (event.key === 'Escape') setTyped(undefined);
        }}
      />
      {isStopped && (value === lowest || value === highest) && (
        <span
          role="alert"
          style={{ maxWidth: 66, color: 'var(--ts-warn)' }}
          data-cy={`threshold-stopped-${props.grade}`}
        >
          {strings.thresholdStopped(lowest, highest)}
        </span>
      )}
    </label>
  );
}
