import { axisOver, dot, frame, notes } from '@timescope/core/plots/axes';
import { colour, GREY, line, picture, text } from '@timescope/core/plots/svg';
import { cohortScores } from './makeReferenceCohort';
import type { PlaceScore } from './placeScore';
import type { ReferenceCohort } from './referenceCohort';

const PLACE = { left: 60, top: 44, width: 520, height: 120 } as const;
const NO_AXIS = { label: '', least: 0, greatest: 1, marks: [] };

/** The scores of the cohort's patients as points, the cut-offs between the groups, and this patient. */
export function placeInCohortPlot(
  title: string,
  place: 'stroma' | 'tumour',
  { score, group, cutoffs: { low, high } }: PlaceScore,
  cohort: ReferenceCohort,
): string {
  const scores = cohortScores(cohort, place);
  const { x, drawn } = frame(PLACE, axisOver(`${title} (percentile, %)`, [0, 100], 10), NO_AXIS, {
    hasGrid: false,
  });
  const { top, height, left, width } = PLACE;
  const groups = [
    ['low', 0, low],
    ['intermediate', low, high],
    ['high', high, 100],
  ] as const;
  return picture(
    left + width + 40,
    top + height + 76,
    `${title}: this patient in the reference cohort`,
    drawn,
    ...scores.map((value, k) => dot(x(value), top + height * (0.3 + 0.6 * scattered(k)), colour(0))),
    ...[low, high].map(cut =>
      line(x(cut), top, x(cut), top + height, { stroke: GREY, 'stroke-dasharray': '5 4' }),
    ),
    ...groups.map(([name, from, to]) =>
      text(name, x((from + to) / 2), top + 14, { 'text-anchor': 'middle', 'font-size': 12, fill: GREY }),
    ),
    line(x(score), top + 22, x(score), top + height, { stroke: colour(1), 'stroke-width': 2.5 }),
    text(`This patient: ${score.toFixed(1)} %, ${group}`, x(score), top - 12, {
      'text-anchor': score < 50 ? 'start' : 'end',
      'font-weight': 'bold',
    }),
    notes([`Cohort: ${cohort.name}, n = ${scores.length}`], left, top + height + 62),
  );
}

/** Heights that look scattered and are the same each time. */
const scattered = (k: number): number => (k * 0.618034) % 1;
