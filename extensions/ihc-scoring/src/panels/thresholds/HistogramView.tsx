import { useRef, useState } from 'react';
import { gradeStyles } from '../../overlays/gradeStyles';
import type { GradeThresholds } from '../../pipeline/intensity';
import type { DensityHistogram } from '../../pipeline/reading/densityHistogram.kernel';
import type { ThresholdGrade } from '../../pipeline/reading/movedThreshold';
import { strings } from '../../strings';
import { barsPath } from './barsPath';
import { ThresholdLine } from './ThresholdLine';
import { ticksBetween } from './ticksBetween';

/** Height of the plot in css pixels. */
const HEIGHT = 110;
const GRADES: readonly ThresholdGrade[] = [1, 2, 3];
/** Lines nearer than this part of the plot have their tags below each other. */
const TAG_WIDTH = 0.115;

/** The bars in the colours of their grades, and the lines between these. */
export function HistogramView(props: {
  histogram: DensityHistogram;
  axis: string;
  thresholds: GradeThresholds;
  isFixed: boolean;
  onMove: (grade: ThresholdGrade, density: number) => void;
  onSettle: () => void;
}) {
  const { histogram, thresholds } = props;
  const { from, to } = histogram;
  const plot = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number>();
  const shareOf = (density: number) => Math.min(1, Math.max(0, (density - from) / (to - from)));
  const densityAt = (clientX: number) => {
    const box = plot.current?.getBoundingClientRect();
    return box ? from + ((clientX - box.left) / box.width) * (to - from) : from;
  };
  return (
    <div data-cy="density-histogram">
      <div
        ref={plot}
        style={{ position: 'relative', height: HEIGHT, margin: '26px 10px 0', touchAction: 'none' }}
        onPointerMove={event => setPointed(densityAt(event.clientX))}
        onPointerLeave={() => setPointed(undefined)}
      >
        <Bars histogram={histogram} stops={thresholds.map(shareOf)} axis={props.axis} />
        {GRADES.map(grade => (
          <ThresholdLine
            key={grade}
            grade={grade}
            thresholds={thresholds}
            share={shareOf(thresholds[grade - 1] ?? 0)}
            tagRow={tagRow(thresholds.map(shareOf), grade)}
            isFixed={props.isFixed}
            densityAt={densityAt}
            onMove={props.onMove}
            onSettle={props.onSettle}
          />
        ))}
      </div>
      <Ticks from={from} to={to} />
      <div className="ts-small" style={{ textAlign: 'center' }}>
        {props.axis}
      </div>
      <div className="ts-dim ts-small" style={{ textAlign: 'center' }} data-cy="histogram-count">
        {countText(histogram, pointed)}
      </div>
    </div>
  );
}

function Bars(props: { histogram: DensityHistogram; stops: readonly number[]; axis: string }) {
  const { histogram, stops } = props;
  const { counts, cells, from, to, binWidth } = histogram;
  const peak = counts.indexOf(Math.max(...counts));
  const edges = [0, ...stops, 1];
  return (
    <svg
      role="img"
      aria-label={strings.histogramSummary(props.axis, cells, from, to, from + (peak + 0.5) * binWidth)}
      viewBox="0 0 1 1"
      preserveAspectRatio="none"
      style={{
        width: '100%',
        height: '100%',
        display: 'block',
        borderBottom: '1px solid var(--ts-dim)',
        background: 'var(--ts-card)',
      }}
    >
      <clipPath id="timescope-density-bars">
        <path d={barsPath(counts)} />
      </clipPath>
      <g clipPath="url(#timescope-density-bars)">
        {gradeStyles.map(({ colour }, grade) => (
          <rect
            key={colour}
            x={edges[grade] ?? 0}
            y={0}
            width={Math.max(0, (edges[grade + 1] ?? 1) - (edges[grade] ?? 0))}
            height={1}
            fill={colour}
          />
        ))}
      </g>
    </svg>
  );
}

function Ticks({ from, to }: { from: number; to: number }) {
  return (
    <div
      className="ts-dim ts-small"
      style={{ position: 'relative', height: 18, margin: '0 10px' }}
      aria-hidden
    >
      {ticksBetween(from, to).map(tick => (
        <span
          key={tick}
          style={{
            position: 'absolute',
            left: `${(100 * (tick - from)) / (to - from)}%`,
            whiteSpace: 'nowrap',
            transform: 'translateX(-50%)',
          }}
        >
          {strings.densityTick(tick)}
        </span>
      ))}
    </div>
  );
}

/** 0 above the plot; lines close to each other take the rows below. */
function tagRow(shares: readonly number[], grade: ThresholdGrade): number {
  let row = 0;
  for (let each = 1; each < grade; each++)
    row = (shares[each] ?? 0) - (shares[each - 1] ?? 0) < TAG_WIDTH ? row + 1 : 0;
  return row;
}

function countText({ from, binWidth, counts, cells }: DensityHistogram, pointed: number | undefined): string {
  const bar = pointed === undefined ? -1 : Math.floor((pointed - from) / binWidth);
  const count = counts[bar];
  if (count === undefined) return strings.barsShown(cells, binWidth);
  return strings.barShown(from + bar * binWidth, from + (bar + 1) * binWidth, count);
}
