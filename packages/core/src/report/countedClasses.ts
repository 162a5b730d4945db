import type { PredictedClass, Target } from '../result/predictionResult';
import { hasValue } from './printed';
import type { RowDecision } from './reportDocument';
import type { CtFacts, Fact, ReportFacts } from './reportFacts';
import type { SaidClass } from './conclusionParts';

/** What counts of one row: in the conclusion, and for the agreement. */
export interface CountedRow {
  readonly target: Target;
  readonly ct: SaidClass | undefined;
  readonly tissue: SaidClass | undefined;
  /** The one that is shown: of this report, else of the CT's result. */
  readonly decision: RowDecision | undefined;
  /** Why a class that is there does not count. */
  readonly left: 'rejected' | 'prediction rejected' | 'demonstration' | undefined;
}

/**
 * A rejection in this report takes the row out; one that was stored with the CT's result takes its prediction out. An
 * amendment puts the reader's class in place of the prediction, and of the tissue's class where CT was not assessed. A
 * prediction of demonstration weights counts for the demonstration patient alone.
 */
export function countedRow(facts: ReportFacts, target: Target): CountedRow {
  const own = latest(facts.decisions, target);
  const decision = own ?? latest(facts.ct?.decisions ?? [], target);
  const predicted = facts.ct && predictedClass(facts.ct, target);
  const shown = facts.immune?.classes[target];
  const tissue = said(target, shown);
  if (own?.kind === 'rejected')
    return { target, ct: undefined, tissue: undefined, decision, left: 'rejected' };
  if (decision?.kind === 'amended' && decision.class !== undefined) {
    const given: SaidClass = { target, class: decision.class, by: 'reader' };
    return predicted === undefined && tissue !== undefined
      ? { target, ct: undefined, tissue: given, decision, left: undefined }
      : { target, ct: given, tissue, decision, left: undefined };
  }
  const left = leftOut(facts, target, decision);
  return { target, ct: left ? undefined : said(target, predicted), tissue, decision, left };
}

const latest = (decisions: readonly RowDecision[], target: Target): RowDecision | undefined =>
  decisions.findLast(decision => decision.target === target);

function leftOut(
  { ct, patient }: ReportFacts,
  target: Target,
  decision: RowDecision | undefined,
): CountedRow['left'] {
  if (!ct || !hasValue(predictedClass(ct, target))) return undefined;
  if (decision?.kind === 'rejected') return 'prediction rejected';
  return isDemonstration(ct, target) && !patient.synthetic ? 'demonstration' : undefined;
}

const said = (target: Target, fact: Fact<PredictedClass>): SaidClass | undefined =>
  hasValue(fact) ? { target, class: fact.value, by: 'measured' } : undefined;

/** The TIME's own network before the count of the three others. */
export const predictedClass = (ct: CtFacts, target: Target): Fact<PredictedClass> =>
  ct.targets[target]?.class ?? (target === 'time' ? ct.derivedTimeClass : undefined);

/** The count is of demonstration weights when one of the networks is. */
export function isDemonstration(ct: CtFacts, target: Target): boolean {
  const own = ct.targets[target];
  if (own) return own.demonstration;
  return target === 'time' && hasDemonstrationParts(ct);
}

/** Of what the TIME is counted from. */
export const hasDemonstrationParts = (ct: CtFacts): boolean =>
  PARTS_OF_TIME.some(part => ct.targets[part]?.demonstration === true);

export const PARTS_OF_TIME = ['tsr', 'tils', 'is'] as const satisfies readonly Target[];
