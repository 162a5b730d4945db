import { regionStyles } from '../../overlays/regionStyles';
import type { AnnotationRole } from '../../pipeline/annotations';

/** A square with the border that regions of this role have on the slide. */
export function RoleMark({ role }: { role: AnnotationRole }) {
  const { colour, dash, isHatched } = regionStyles[role];
  return (
    <svg width="14" height="14" aria-hidden style={{ flex: 'none' }}>
      {isHatched && <path d="M2 12 L12 2 M2 7 L7 2 M7 12 L12 7" stroke={colour} strokeWidth="0.8" />}
      <rect
        x="1.5"
        y="1.5"
        width="11"
        height="11"
        fill="none"
        stroke={colour}
        strokeWidth="2"
        strokeDasharray={dash.map(each => each / 2).join(' ')}
      />
    </svg>
  );
}
