import { gradeStyles } from '../overlays/gradeStyles';

/** A sample of the line that outlines the cells of a grade. */
export function GradeLine({ grade }: { grade: 0 | 1 | 2 | 3 }) {
  const { colour, width, dash } = gradeStyles[grade];
  return (
    <svg
      width="22"
      height="10"
      aria-hidden
      style={{ display: 'inline-block', verticalAlign: 'middle', marginRight: 4 }}
    >
      <line
        x1="1"
        y1="5"
        x2="21"
        y2="5"
        stroke={colour}
        strokeWidth={width}
        strokeDasharray={dash.join(' ')}
      />
    </svg>
  );
}
