import { matrixPoint } from '@timescope/core/frames';
import type { ScoreResult, ScoreSums } from '@timescope/core/result/scoreResult';
import { maskOfRun, requestOfRun } from '../runRecord';
import type { ScoredSlide } from '../scoreResultOf';
import { settingsOf } from '../settings';
import { compartmentScores } from './compartmentScores';
import { denominatorsOf } from './denominators';
import { countsOf } from './formulas';
import { indicesOf } from './indices';
import { judgementsOf } from './judgements';
import { byCompartment, fractionOf, partsOf, type Parts } from './parts';
import { populationsOf, type Populations } from './populations';
import { Reasons } from './reasons';
import { NO_TUMOUR, noneReason } from './sentences';
import { notEvaluableCount } from './slideSums';
import { unknownAfter } from './unknownAfter';

/** The members of the result that follow from the sums and the settings alone. */
export type SlideNumbers = Pick<
  ScoreResult,
  | 'cells'
  | 'percentPositive'
  | 'gradeCounts'
  | 'hScore'
  | 'hScorePixels'
  | 'allred'
  | 'densityPerMm2'
  | 'areaMm2'
  | 'positiveAreaPercent'
  | 'ki67Index'
  | 'tps'
  | 'cps'
  | 'her2'
  | 'tumourCellularity'
  | 'tumourFraction'
  | 'compartments'
  | 'categories'
  | 'cutoffs'
  | 'denominators'
  | 'notEvaluable'
>;

/** What they are made of beside the sums. */
export interface NumbersContext extends Pick<ScoredSlide, 'request' | 'settings' | 'coverage'> {
  readonly reader?: Pick<NonNullable<ScoredSlide['reader']>, 'edits'>;
}

export function slideNumbers(
  context: NumbersContext,
  sums: ScoreSums,
  groups: Populations,
  parts: Parts,
): SlideNumbers {
  const { request, settings, coverage } = context;
  const counts = countsOf(groups.whole);
  const none = noneReason(coverage, counts.total);
  const reasons = new Reasons(none, unknownAfter(context));
  const { scores: markerScores } = settings.preset;
  const scores = compartmentScores(parts, markerScores, reasons);
  return {
    cells: { ...counts, notEvaluable: notEvaluableCount(sums) },
    percentPositive: scores.whole.percentPositive,
    gradeCounts: groups.whole,
    hScore: byCompartment(key => scores[key].hScore),
    hScorePixels: byCompartment(key => scores[key].hScorePixels),
    allred: byCompartment(key => scores[key].allred),
    densityPerMm2: byCompartment(key => scores[key].densityPerMm2),
    areaMm2: byCompartment(key => scores[key].areaMm2),
    positiveAreaPercent: byCompartment(key => scores[key].positiveAreaPercent),
    ...indicesOf(groups, sums, markerScores, request.pcms, reasons),
    tumourFraction: reasons.give('tumourFraction', fractionOf(parts.tumour, parts.whole), NO_TUMOUR),
    compartments: { tumour: scores.tumour, stroma: scores.stroma },
    ...judgementsOf(groups, settings, none !== undefined),
    denominators: denominatorsOf(groups, settings),
    notEvaluable: reasons.notEvaluable,
  };
}

/**
 * The same numbers from a document's own sums and run record: a document whose numbers differ was edited. Undefined where
 * the document does not hold what is needed: one of an older version.
 * @throws TimescopeError USAGE where its run record is not whole
 */
export function numbersOfDocument(result: ScoreResult): SlideNumbers | undefined {
  const { run, sums, coverage, provenance, edits } = result;
  if (run.version === undefined) return undefined;
  const mask = maskOfRun(run);
  const request = {
    ...requestOfRun(run),
    slide: provenance.input,
    ...(mask && { compartments: { kind: 'mask', mask: { ...NO_PIXELS, source: mask.source } } as const }),
  };
  const settings = settingsOf(request);
  const groups = populationsOf(request, settings, sums);
  const context = { request, settings, coverage, ...(edits && { reader: { edits } }) };
  return slideNumbers(context, sums, groups, partsOf(sums, groups, coverage));
}

/** In the place of a mask that the document names only: where the cells lie stands in the sums. */
const NO_PIXELS = {
  ...{ width: 0, height: 0, values: new Uint8Array() },
  origin: matrixPoint(0, 0),
  matrixStep: { x: 1, y: 1 },
};
