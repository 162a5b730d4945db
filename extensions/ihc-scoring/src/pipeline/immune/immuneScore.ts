import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import { IMMUNE_MARKERS, MARKER_NAMES, type ImmuneMarker } from './immuneDensities';
import type { TwoGroups } from './immuneGroups';
import { NO_COHORT } from './placeScore';
import type { ReferenceCohort } from './referenceCohort';

export const FIELD_PLACES = ['centre', 'margin'] as const;
export type FieldPlace = (typeof FIELD_PLACES)[number];

/** One of the four yes-or-no questions: are there more positive cells here than the cut-off? */
export interface BinaryScore {
  readonly marker: ImmuneMarker;
  readonly place: FieldPlace;
  readonly densityPerMm2: number;
  readonly cutoffPerMm2: number;
  readonly value: 0 | 1;
}

export interface ImmuneScore {
  /** 0 to 4. */
  readonly score: number;
  readonly group: TwoGroups;
  readonly parts: readonly BinaryScore[];
  readonly rule: string;
}

/** CT radiomics paper, "Immunohistochemistry staining and IS calculation": high above 2. */
const HIGH_ABOVE = 2;

/** What of a cohort counts here. */
type CohortOfFields = Pick<ReferenceCohort, 'name' | 'cutoffs'>;

/**
 * CT radiomics paper: CD3 and CD8 in the tumour's centre and at its invasive margin, one point each. The paper gives no
 * cut-offs: they are the cohort's, and a density must lie above its cut-off (ours).
 * @param densities positive cells per mm2 of the fields, or why there are none
 */
export function immuneScore(
  densities: Readonly<Record<ImmuneMarker, Readonly<Record<FieldPlace, number | string>>>>,
  cohort: CohortOfFields | undefined,
): Computable<ImmuneScore> {
  const parts: BinaryScore[] = [];
  for (const marker of IMMUNE_MARKERS)
    for (const place of FIELD_PLACES) {
      const density = densities[marker][place];
      if (typeof density === 'string') return notComputable(density);
      if (!cohort) return notComputable(NO_COHORT);
      const cutoff = cohort.cutoffs.fields.byMarker[marker]?.[place] ?? null;
      if (cutoff === null) return notComputable(noCutoff(cohort, marker, place));
      const value = density > cutoff ? 1 : 0;
      parts.push({ marker, place, densityPerMm2: density, cutoffPerMm2: cutoff, value });
    }
  const score = parts.reduce((sum, { value }) => sum + value, 0);
  const rule = cohort?.cutoffs.fields.rule ?? '';
  return { kind: 'computed', score, group: score > HIGH_ABOVE ? 'high' : 'low', parts, rule };
}

const noCutoff = ({ name }: CohortOfFields, marker: ImmuneMarker, place: FieldPlace): string =>
  `The cohort "${name}" has no cut-off for ${MARKER_NAMES[marker]} in the ${place === 'centre' ? "tumour's centre" : 'invasive margin'}.`;
