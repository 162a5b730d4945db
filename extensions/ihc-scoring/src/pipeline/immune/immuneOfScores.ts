import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import type { ImmuneMarker } from './immuneDensities';
import { noDensity, type CountedScore } from './noDensity';
import { placeScore, type PlaceScore } from './placeScore';
import type { ReferenceCohort } from './referenceCohort';
import { stromaRatio, type StromaRatio } from './stromaRatio';

/** The scores of one patient's two slides. */
export type PairOfScores = Readonly<Record<ImmuneMarker, CountedScore>>;

/** What two measured slides give without a tissue map: no fields, so no immune score. */
export interface PairedIndices {
  /** Positive cells per mm2, or why there are none. */
  readonly densities: Readonly<Record<ImmuneMarker, Readonly<Record<'stroma' | 'tumour', number | string>>>>;
  /** Of the compartments of both slides together. */
  readonly tsr: Computable<StromaRatio>;
  readonly stroma: Computable<PlaceScore>;
  readonly tumour: Computable<PlaceScore>;
}

/** The CD3 and the CD8 slide among some; undefined where one is missing. */
export function pairOf(scores: readonly CountedScore[]): PairOfScores | undefined {
  const cd3 = scores.find(({ marker }) => marker === 'CD3');
  const cd8 = scores.find(({ marker }) => marker === 'CD8');
  return cd3 && cd8 && { cd3, cd8 };
}

export function immuneOfScores(pair: PairOfScores, cohort: ReferenceCohort | undefined): PairedIndices {
  const densityAt = (marker: ImmuneMarker, place: 'stroma' | 'tumour') =>
    noDensity(marker, pair[marker], place) ?? pair[marker].densityPerMm2[place]?.positive ?? '';
  const of = (marker: ImmuneMarker) => ({
    stroma: densityAt(marker, 'stroma'),
    tumour: densityAt(marker, 'tumour'),
  });
  const densities = { cd3: of('cd3'), cd8: of('cd8') };
  const score = (place: 'stroma' | 'tumour') =>
    placeScore(place, { cd3: densities.cd3[place], cd8: densities.cd8[place] }, cohort);
  return { densities, tsr: ratioOf(pair), stroma: score('stroma'), tumour: score('tumour') };
}

function ratioOf({ cd3, cd8 }: PairOfScores): Computable<StromaRatio> {
  for (const [marker, result] of [
    ['cd3', cd3],
    ['cd8', cd8],
  ] as const)
    if (result.provenance.compartments === 'none')
      return notComputable(noDensity(marker, result, 'stroma') ?? '');
  const sum = (place: 'stroma' | 'tumour') => (cd3.areaMm2[place] ?? 0) + (cd8.areaMm2[place] ?? 0);
  return stromaRatio({ stroma: sum('stroma'), tumour: sum('tumour') });
}
