import { IMMUNE_MARKERS } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneDensities';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import type { ResultRows } from './resultRows';

/** A patient's immune panel; densities and ratio are named as `timescope study stroma-immune` reads them. */
export function immuneRows(result: ImmuneResult): ResultRows {
  const { densityPerMm2, groups, warnings } = result;
  const nearest = nearestCutoff(result);
  return {
    row: {
      cd3_stroma: densityPerMm2.cd3.stroma,
      cd8_stroma: densityPerMm2.cd8.stroma,
      cd3_epithelium: densityPerMm2.cd3.tumour,
      cd8_epithelium: densityPerMm2.cd8.tumour,
      tsr: result.tsr,
      stromaImmuneScore: result.stromaImmuneScore,
      stromaImmuneGroup: groups.stromaImmuneScore,
      intraepithelialImmuneScore: result.intraepithelialImmuneScore,
      intraepithelialImmuneGroup: groups.intraepithelialImmuneScore,
      immuneScoreGroup: groups.is,
      timeGroup: groups.time,
      cutoffScore: nearest?.score,
      cutoff: nearest?.cutoff,
      cutoffDistance: nearest?.distance,
      warnings: warnings.map(({ code }) => code).join(' '),
    },
    parts: IMMUNE_MARKERS.flatMap(marker => {
      const slide = result.slides[marker];
      return (slide ? (['tumour', 'stroma'] as const) : []).map(compartment => ({
        ...{ marker, compartment },
        positive: slide?.positive[compartment],
        positivePerMm2: slide?.densityPerMm2[compartment],
        areaMm2: slide?.areaMm2[compartment],
      }));
    }),
    nearest,
    doubt: nearest ? Math.abs(nearest.distance) / 100 : Infinity,
  };
}

/** Of both scores, which run from 0 to 100. */
function nearestCutoff({ scores }: ImmuneResult): ResultRows['nearest'] {
  const found = [
    ...(scores.stroma ? [{ score: 'stromaImmuneScore', ...scores.stroma.toCutoff }] : []),
    ...(scores.tumour ? [{ score: 'intraepithelialImmuneScore', ...scores.tumour.toCutoff }] : []),
  ];
  return found.toSorted((a, b) => Math.abs(a.distance) - Math.abs(b.distance))[0];
}
