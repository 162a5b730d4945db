import type { CsvValue } from '@timescope/core/csv';
import type { PredictionResult } from '@timescope/core/result/predictionResult';
import { TARGETS } from '@timescope/core/result/predictionResult';
import { readScoreResult } from '@timescope/core/result/readScoreResult';
import type { ImmuneResult } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneResult';
import { areaCell, withReasons } from './emptyCells';
import { immuneRows } from './immuneRows';
import type { CompartmentScores, ScoreResult } from '@timescope/core/result/scoreResult';

export interface ResultRows {
  /** What the row of the case says. */
  readonly row: Readonly<Record<string, CsvValue>>;
  /** A row each compartment of a slide, or each target of a CT. */
  readonly parts: readonly Readonly<Record<string, CsvValue>>[];
  /** The cut-off that the case lies nearest to. */
  readonly nearest:
    { readonly score: string; readonly cutoff: number; readonly distance: number } | undefined;
  /** Its distance as a share of the score's range; infinite without a cut-off. */
  readonly doubt: number;
}

/** The numbers of a result document as rows of tables; undefined for a kind that no table is known for. */
export function resultRows(document: unknown): ResultRows | undefined {
  const { kind } = document as { readonly kind?: string };
  if (kind === 'timescope.score') return scoreRows(readScoreResult(document));
  // Our own file: its hash and files were checked when it was kept.
  if (kind === 'timescope.prediction') return predictionRows(document as PredictionResult);
  if (kind === 'timescope.immune') return immuneRows(document as ImmuneResult);
  return undefined;
}

function scoreRows(result: ScoreResult): ResultRows {
  const nearest = nearestCutoff(result);
  const { notEvaluable } = result;
  const row = {
    marker: result.marker,
    cells: result.cells.total,
    positive: result.cells.positive,
    percentPositive: result.percentPositive,
    hScore: result.hScore.whole,
    allred: result.allred.whole,
    ki67Index: result.ki67Index,
    tps: result.tps,
    cps: result.cps,
    her2: result.her2?.class,
    areaMm2: areaCell(result.areaMm2.whole),
    tumourFraction: result.tumourFraction,
    tumourCellularity: result.tumourCellularity,
    category: result.categories[0]?.name,
    cutoffScore: nearest?.score,
    cutoff: nearest?.cutoff,
    cutoffDistance: nearest?.distance,
    cutoffCrossed: nearest && (nearest.crosses ? 'yes' : 'no'),
    coverage: result.coverage.fraction,
    warnings: result.warnings.map(({ code }) => code).join(' '),
  };
  return {
    row: withReasons(row, column =>
      column.startsWith('cutoff') ? NO_CUTOFF : (notEvaluable[`${column}.whole`] ?? notEvaluable[column]),
    ),
    parts: COMPARTMENTS.map(each => partRow(each, result)),
    nearest: nearest && { score: nearest.score, cutoff: nearest.cutoff, distance: nearest.distance },
    doubt: nearest?.doubt ?? Infinity,
  };
}

function wholeOf(result: ScoreResult): CompartmentScores {
  return {
    cells: result.cells,
    percentPositive: result.percentPositive,
    hScore: result.hScore.whole,
    hScorePixels: result.hScorePixels.whole,
    allred: result.allred.whole,
    densityPerMm2: result.densityPerMm2.whole,
    areaMm2: result.areaMm2.whole,
    positiveAreaPercent: result.positiveAreaPercent.whole,
  };
}

function partRow(compartment: (typeof COMPARTMENTS)[number], result: ScoreResult) {
  const scores = compartment === 'whole' ? wholeOf(result) : result.compartments[compartment];
  const row = {
    marker: result.marker,
    compartment,
    cells: scores.cells?.total,
    positive: scores.cells?.positive,
    percentPositive: scores.percentPositive,
    hScore: scores.hScore,
    hScorePixels: scores.hScorePixels,
    allred: scores.allred,
    cellsPerMm2: scores.densityPerMm2?.cells,
    positivePerMm2: scores.densityPerMm2?.positive,
    areaMm2: areaCell(scores.areaMm2),
    positiveAreaPercent: scores.positiveAreaPercent,
  };
  const { notEvaluable } = result;
  return withReasons(row, column => {
    const name = PATHS[column] ?? column;
    return (
      notEvaluable[`${name}.${compartment}`] ??
      notEvaluable[compartment === 'whole' ? name : `compartments.${compartment}.${name}`]
    );
  });
}

const COMPARTMENTS = ['whole', 'tumour', 'stroma'] as const;

/** Columns that are parts of one value of the result. */
const PATHS: Readonly<Record<string, string>> = {
  positive: 'cells',
  cellsPerMm2: 'densityPerMm2',
  positivePerMm2: 'densityPerMm2',
};

const NO_CUTOFF = 'The marker has no cut-off, or the score of its cut-off is not evaluable.';

/** H-scores run to 300, all others to 100. */
const rangeOf = (score: string): number => (score === 'hScore' ? 300 : 100);

function nearestCutoff({ cutoffs }: ScoreResult) {
  const all = cutoffs.map(each => ({ ...each, doubt: Math.abs(each.distance) / rangeOf(each.score) }));
  return all.toSorted((a, b) => a.doubt - b.doubt)[0];
}

/** The cut-off of a probability is its threshold. */
function predictionRows(result: PredictionResult): ResultRows {
  const { targets, time, slice, flags, notEvaluable, provenance } = result;
  const said = TARGETS.flatMap(target => {
    const each = targets[target];
    return each ? [{ target, ...each, distance: each.probability - each.threshold }] : [];
  });
  const nearest = said.toSorted((a, b) => Math.abs(a.distance) - Math.abs(b.distance))[0];
  const row = {
    ...Object.fromEntries<CsvValue>(
      TARGETS.flatMap(target => [
        [target, targets[target]?.probability],
        [`${target}Class`, targets[target]?.class],
      ]),
    ),
    timeDerived: time.derived?.class,
    timeDirect: time.direct,
    sliceIndex: slice.index,
    areaMm2: areaCell(slice.areaMm2),
    cutoffScore: nearest?.target,
    cutoff: nearest?.threshold,
    cutoffDistance: nearest?.distance,
    demonstration: provenance.demonstration ? 'yes' : 'no',
    warnings: flags.map(({ code }) => code).join(' '),
  };
  const times: Readonly<Record<string, string>> = { timeDerived: 'time.derived', timeDirect: 'time.direct' };
  return {
    row: withReasons(row, column => notEvaluable[times[column] ?? column.replace(/Class$/, '')]),
    parts: said.map(({ target, probability, threshold, class: name, model }) => ({
      ...{ target, probability, threshold, class: name, model: model.name },
    })),
    nearest: nearest && { score: nearest.target, cutoff: nearest.threshold, distance: nearest.distance },
    doubt: nearest ? Math.abs(nearest.distance) : Infinity,
  };
}
