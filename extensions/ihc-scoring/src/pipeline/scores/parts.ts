import type {
  ByCompartment,
  CompartmentScores,
  Coverage,
  GradeCounts,
  ScoreSums,
} from '@timescope/core/result/scoreResult';
import { STROMA, TUMOUR } from '../compartments/compartmentSource';
import type { MarkerScore } from '../presets/preset';
import { allred, countsOf, densityPerMm2, hScore, percentPositive, totalOf } from './formulas';
import type { Populations } from './populations';
import { pixelGrades } from './slideSums';

/** What is known of the whole area, or of one compartment of it. */
export interface Part {
  /** Cells that its scores count. */
  readonly scored: GradeCounts;
  /** All of its cells, for the density. */
  readonly inside: GradeCounts | undefined;
  /** Tissue pixels, and those of them in cells. */
  readonly tissue: GradeCounts;
  readonly inCells: GradeCounts;
  readonly areaMm2: number | undefined;
}

export interface Parts {
  readonly whole: Part;
  readonly tumour: Part | undefined;
  readonly stroma: Part | undefined;
}

/** Areas: the analysed tissue, shared out by its working pixels, so that the compartments add up to it. */
export function partsOf(sums: ScoreSums, groups: Populations, coverage: Coverage): Parts {
  const all = totalOf(pixelGrades(sums.tissuePixels));
  const part = (code: number | undefined, scored: GradeCounts, inside: GradeCounts | undefined): Part => {
    const tissue = pixelGrades(sums.tissuePixels, code);
    const share = code === undefined ? 1 : inside !== undefined && all > 0 ? totalOf(tissue) / all : 0;
    const areaMm2 = share * coverage.analysedMm2;
    const inCells = pixelGrades(sums.cellPixels, code);
    return { scored, inside, tissue, inCells, areaMm2: areaMm2 > 0 ? areaMm2 : undefined };
  };
  return {
    whole: part(undefined, groups.whole, groups.whole),
    tumour: groups.tumour && part(TUMOUR, groups.tumour, groups.inTumour),
    stroma: groups.stroma && part(STROMA, groups.stroma, groups.inStroma),
  };
}

type Value<Name extends keyof CompartmentScores> = NonNullable<CompartmentScores[Name]> | undefined;
export type PartScores = { readonly [Name in keyof CompartmentScores]: Value<Name> };

/** Every score of a part; undefined where it cannot be computed. */
export function scoresOf(part: Part, scores: readonly MarkerScore[]): PartScores {
  const counts = countsOf(part.scored);
  const hasPixels = part.inside !== undefined;
  return {
    cells: counts,
    percentPositive: percentPositive(counts),
    hScore: hScore(part.scored),
    hScorePixels: hasPixels ? hScore(part.inCells) : undefined,
    allred: scores.includes('allred') ? allred(part.scored) : undefined,
    densityPerMm2:
      part.inside && part.areaMm2 !== undefined
        ? densityPerMm2(countsOf(part.inside), part.areaMm2)
        : undefined,
    areaMm2: hasPixels ? part.areaMm2 : undefined,
    positiveAreaPercent: hasPixels ? percentPositive(countsOf(part.tissue)) : undefined,
  };
}

/** Area of the tumour / area of the tissue. */
export function fractionOf(part: Part | undefined, whole: Part): number | undefined {
  const all = totalOf(whole.tissue);
  return part?.inside === undefined || all === 0 ? undefined : totalOf(part.tissue) / all;
}

export const byCompartment = <Value>(
  of: (key: keyof ByCompartment<unknown>) => Value,
): { whole: Value; tumour: Value; stroma: Value } => ({
  whole: of('whole'),
  tumour: of('tumour'),
  stroma: of('stroma'),
});
