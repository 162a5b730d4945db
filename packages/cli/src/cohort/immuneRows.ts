import { IMMUNE_MARKERS } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneDensities';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { areaCell, withReasons } from './emptyCells';
import type { ResultRows } from './resultRows';

/** A patient's immune panel; densities and ratio are named as `timescope study stroma-immune` reads them. */
export function immuneRows(result: ImmuneResult): ResultRows {
  const { densityPerMm2, groups, warnings } = result;
  const nearest = nearestCutoff(result);
  const row = {
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
  };
  return {
    row: withReasons(row, column => reasonOf(result, column)),
    parts: IMMUNE_MARKERS.flatMap(marker => {
      const slide = result.slides[marker];
      return (slide ? (['tumour', 'stroma'] as const) : []).map(compartment =>
        withReasons(
          {
            ...{ marker, compartment },
            positive: slide?.positive[compartment],
            positivePerMm2: slide?.densityPerMm2[compartment],
            areaMm2: areaCell(slide?.areaMm2[compartment]),
          },
          () => slide?.notEvaluable[compartment],
        ),
      );
    }),
    nearest,
    doubt: nearest ? Math.abs(nearest.distance) / 100 : Infinity,
  };
}

/** Groups and cut-offs are missing with their score. */
function reasonOf({ notEvaluable, slides }: ImmuneResult, column: string): string | undefined {
  const [marker, place] = column.split('_');
  if (place !== undefined) {
    const slide = slides[marker === 'cd3' ? 'cd3' : 'cd8'];
    if (!slide) return `The panel has no ${marker === 'cd3' ? 'CD3' : 'CD8'} slide.`;
    return slide.notEvaluable[place === 'stroma' ? place : 'tumour'];
  }
  if (column.startsWith('cutoff')) return notEvaluable.stromaImmuneScore;
  return notEvaluable[column] ?? notEvaluable[VALUE_OF_GROUP[column] ?? ''];
}

const VALUE_OF_GROUP: Readonly<Record<string, string>> = {
  stromaImmuneGroup: 'stromaImmuneScore',
  intraepithelialImmuneGroup: 'intraepithelialImmuneScore',
  immuneScoreGroup: 'immuneScore',
  timeGroup: 'time',
};

/** Of both scores, which run from 0 to 100. */
function nearestCutoff({ scores }: ImmuneResult): ResultRows['nearest'] {
  const found = [
    ...(scores.stroma ? [{ score: 'stromaImmuneScore', ...scores.stroma.toCutoff }] : []),
    ...(scores.tumour ? [{ score: 'intraepithelialImmuneScore', ...scores.tumour.toCutoff }] : []),
  ];
  return found.toSorted((a, b) => Math.abs(a.distance) - Math.abs(b.distance))[0];
}
