import { TimescopeError } from '@timescope/core/errors';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { cut2 } from '@timescope/core/statistics/cut2';
import { median } from '@timescope/core/statistics/quantile';
import { IMMUNE_MARKERS, IMMUNE_PLACES, type ImmuneMarker } from './immuneDensities';
import { PUBLISHED_CUTOFFS, type GroupCutoffs } from './immuneGroups';
import { percentileIn } from './percentile';
import { meanOf } from './placeScore';
import {
  cohortHash,
  pairsAt,
  REFERENCE_COHORT_VERSION,
  type CohortCase,
  type FieldCutoffs,
  type FieldLengths,
  type ReferenceCohort,
} from './referenceCohort';

/** Where the groups' cut-offs come from: the paper's numbers, or the thirds of this cohort's own scores. */
export type CutoffRule = 'published' | 'cut2';

export interface CohortToMake {
  readonly name: string;
  readonly stainingProtocol: string;
  readonly method: string;
  readonly fieldLengths?: FieldLengths;
  readonly date: string;
  readonly rule: CutoffRule;
  readonly cases: readonly CohortCase[];
}

/** Three groups need three patients; a percentile of so few says little. Ours. */
const LEAST_CASES = 3;
/** Below this the cut-offs move by several percentiles from one patient to the next. Ours. */
export const FEW_CASES = 30;

/**
 * A reference cohort of CD3 and CD8 results. A patient counts once.
 * @throws TimescopeError EMPTY_ROI for fewer than three patients with both densities in stroma, CONFLICT for a patient that
 * is there twice, NOT_A_TABLE where cut2 makes no three groups.
 */
export function makeReferenceCohort({ rule, cases: given, ...about }: CohortToMake): ReferenceCohort {
  const cases = given.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  requireOnce(cases);
  requireEnough(cases);
  const cohort = {
    kind: 'timescope.reference-cohort',
    version: REFERENCE_COHORT_VERSION,
    researchUse: RESEARCH_USE,
    ...about,
    n: cases.length,
    markers: IMMUNE_MARKERS,
    places: IMMUNE_PLACES.filter(place => pairsAt({ cases }, place).cd3.length > 0),
    cases,
    cutoffs: {
      stroma: groupCutoffs({ cases }, 'stroma', rule),
      tumour: groupCutoffs({ cases }, 'tumour', rule),
      fields: fieldCutoffs(cases),
    },
  } as const;
  return { ...cohort, hash: cohortHash(cohort) };
}

function requireOnce(cases: readonly CohortCase[]): void {
  const twice = cases.find((each, at) => cases[at + 1]?.key === each.key);
  if (!twice) return;
  throw new TimescopeError('CONFLICT', `The result ${twice.key} is there twice; a patient counts once.`, {
    nextStep: 'Take one of the two results out of the folder.',
  });
}

function requireEnough(cases: readonly CohortCase[]): void {
  const found = pairsAt({ cases }, 'stroma').cd3.length;
  if (found >= LEAST_CASES) return;
  throw new TimescopeError(
    'EMPTY_ROI',
    `A reference cohort needs at least ${LEAST_CASES} patients with CD3 and CD8 densities in stroma, and there are ${found}.`,
    { nextStep: 'Run timescope immune for more patients of the site.' },
  );
}

/** The cohort's own scores, in the order of its patients. */
export function cohortScores(
  cohort: Pick<ReferenceCohort, 'cases'>,
  place: 'stroma' | 'tumour',
): readonly number[] {
  const { cd3, cd8 } = pairsAt(cohort, place);
  return cd3.map((density, row) =>
    meanOf({ cd3: percentileIn(cd3, density), cd8: percentileIn(cd8, cd8[row] ?? Number.NaN) }),
  );
}

const GROUPS = 3;
const NO_SCORES = 'cut2 was asked for, but no patient of this cohort has both densities';

function groupCutoffs(
  cohort: Pick<ReferenceCohort, 'cases'>,
  place: 'stroma' | 'tumour',
  rule: CutoffRule,
): GroupCutoffs {
  const scores = rule === 'cut2' ? cohortScores(cohort, place) : [];
  if (scores.length === 0)
    return rule === 'cut2'
      ? { ...PUBLISHED_CUTOFFS[place], rule: `${PUBLISHED_CUTOFFS[place].rule}; ${NO_SCORES}` }
      : PUBLISHED_CUTOFFS[place];
  const cut = cut2(scores, GROUPS);
  const [, low, high, end] = cut.kind === 'computed' ? cut.cuts : [];
  if (low === undefined || high === undefined || end === undefined)
    throw new TimescopeError(
      'NOT_A_TABLE',
      `The scores of the cohort in ${place} cannot be cut into three groups.`,
      { nextStep: 'Add patients, or use the published cut-offs.' },
    );
  return {
    low,
    high,
    rule: `cut2 in three groups of the scores of ${scores.length} patients of this cohort`,
  };
}

function fieldCutoffs(cases: readonly CohortCase[]): FieldCutoffs {
  const at = (marker: ImmuneMarker, place: 'centre' | 'margin') => {
    const found = cases.flatMap(({ densities }) => densities[marker]?.[place] ?? []);
    return found.length === 0 ? null : median(found);
  };
  const of = (marker: ImmuneMarker) => ({ centre: at(marker, 'centre'), margin: at(marker, 'margin') });
  return { rule: 'Median of this cohort', byMarker: { cd3: of('cd3'), cd8: of('cd8') } };
}
