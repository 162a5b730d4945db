import type { PredictedClass, Target } from '../result/predictionResult';
import type { SaidClass, SaidDecision, Side } from './conclusionParts';
import { hasValue } from './printed';
import type { RowDecision } from './reportDocument';
import type { CtFacts, Fact, ReportFacts } from './reportFacts';

/** What counts of one row: in the conclusion, and for the agreement. */
export interface CountedRow extends CountedSides {
  readonly target: Target;
  /** The one that is shown: of this report, else of the CT's result. */
  readonly decision: SaidDecision | undefined;
  /** Stored with the CT's result, whatever this report decides. */
  readonly decisionOfCt: SaidDecision | undefined;
  /** Whose class a new amendment would replace. */
  readonly amends: Side;
  /** Prediction and tissue agree before any reader gave a class. */
  readonly agreesAsMeasured: boolean;
}

interface CountedSides {
  readonly ct: SaidClass | undefined;
  readonly tissue: SaidClass | undefined;
  /** Why a class that is there does not count. */
  readonly left: 'rejected' | 'prediction rejected' | 'demonstration' | undefined;
}

/**
 * A decision that was stored with the CT's result is of the prediction alone: a rejection takes it out, an amendment puts
 * the reader's class in its place. One of this report comes after it: to accept is to accept what is shown then, to reject
 * takes the row out, and an amendment replaces the class of the CT, or of the tissue where CT gives none. A prediction of
 * demonstration weights counts for the demonstration patient alone.
 */
export function countedRow(facts: ReportFacts, target: Target): CountedRow {
  const ofCt = latest(facts.ct?.decisions ?? [], target);
  const predicted = facts.ct && predictedClass(facts.ct, target);
  const amends = predicted === undefined && ofCt?.class === undefined ? 'tissue' : 'ct';
  const own = withSide(latest(facts.decisions, target), amends);
  const before = asStored(facts, target, ofCt);
  const decisionOfCt = ofCt && { made: ofCt, about: ['ct'] as const, isOfCt: true };
  return {
    target,
    ...(own ? afterDecision(before, own) : before),
    decision: own ? { made: own, about: aboutOf(before, own), isOfCt: false } : decisionOfCt,
    decisionOfCt,
    amends,
    agreesAsMeasured: doAgree(asStored(facts, target, undefined)),
  };
}

const latest = (decisions: readonly RowDecision[], target: Target): RowDecision | undefined =>
  decisions.findLast(decision => decision.target === target);

/** An amendment stays about the class that it was made about; one that does not say is about what it would be about now. */
const withSide = (own: RowDecision | undefined, amends: Side): RowDecision | undefined =>
  own?.kind === 'amended' ? { amends, ...own } : own;

/** What the stored results say, with what was decided in the CT's. */
function asStored(facts: ReportFacts, target: Target, ofCt: RowDecision | undefined): CountedSides {
  const { ct, immune, patient } = facts;
  const predicted = ct && predictedClass(ct, target);
  const tissue = said(target, immune?.classes[target]);
  if (ofCt?.kind === 'amended' && ofCt.class)
    return { ct: { target, class: ofCt.class, by: 'reader' }, tissue, left: undefined };
  const left = (): CountedSides['left'] => {
    if (!ct || !hasValue(predicted)) return undefined;
    if (ofCt?.kind === 'rejected') return 'prediction rejected';
    return isDemonstration(ct, target) && !patient.synthetic ? 'demonstration' : undefined;
  };
  const why = left();
  return { ct: why ? undefined : said(target, predicted), tissue, left: why };
}

function afterDecision(before: CountedSides, own: RowDecision): CountedSides {
  if (own.kind === 'rejected') return { ct: undefined, tissue: undefined, left: 'rejected' };
  if (own.kind === 'accepted' || !own.class) return before;
  const given: SaidClass = { target: own.target, class: own.class, by: 'reader' };
  return own.amends === 'ct' ? { ...before, ct: given, left: undefined } : { ...before, tissue: given };
}

/** A rejection is of the row as a whole. */
function aboutOf({ ct, tissue }: CountedSides, { kind, amends }: RowDecision): readonly Side[] {
  if (kind === 'rejected') return [];
  if (kind === 'amended' && amends) return [amends];
  return [...(ct ? ['ct' as const] : []), ...(tissue ? ['tissue' as const] : [])];
}

const doAgree = ({ ct, tissue }: CountedSides): boolean => ct !== undefined && ct.class === tissue?.class;

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
