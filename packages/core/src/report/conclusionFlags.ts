import { DEMONSTRATION_WEIGHTS } from '../modelCard';
import type { Target } from '../result/predictionResult';
import {
  hasDemonstrationParts,
  isDemonstration,
  PARTS_OF_TIME,
  predictedClass,
  type CountedRow,
} from './countedClasses';
import type { SaidDecision } from './conclusionParts';
import { FORMATS, hasValue, printedScore } from './printed';
import type { CtFacts, ImmuneFacts, ReportFacts, SlideFacts } from './reportFacts';
import { slideName } from './slideName';
import { alternativeFlags } from './alternativeFlags';
import { dateFlags } from './dateFlags';
import { otherSlides } from './slidesOfIndices';
import { reportStrings } from './strings';

const words = reportStrings.flags;

/** Ours: a probability or ratio this near to where the class changes is said to be near. */
const NEAR = 0.05;
/** Ours: below this share of the tissue asked for, a score says so. */
const LEAST_COVERAGE = 0.95;

/** What a reader must know beside the sentence, the gravest first. */
export function conclusionFlags(facts: ReportFacts, counted: readonly CountedRow[]): readonly string[] {
  return [
    ...(facts.patient.isJoined ? [words.joined(facts.patient.issuer)] : []),
    ...demonstrationFlags(facts, counted),
    ...(facts.ct ? ctFlags(facts.ct, counted) : []),
    ...tissueFlags(facts, counted),
    ...otherSlides(facts),
    ...facts.slides.flatMap(slideFlags),
    ...counted.flatMap(decisionFlags),
    ...(facts.haveDecisionsGone ? [words.decisionsGone] : []),
    ...alternativeFlags(facts),
    ...domainFlags(facts.ct),
    ...dateFlags(facts),
  ];
}

function demonstrationFlags({ ct, patient }: ReportFacts, counted: readonly CountedRow[]): readonly string[] {
  const of = counted
    .map(({ target }) => target)
    .filter(target => ct && isDemonstration(ct, target) && hasValue(predictedClass(ct, target)));
  if (of.length === 0) return [];
  return [patient.synthetic ? words.demonstrationUsed(of) : words.demonstrationLeft(of)];
}

function ctFlags(ct: CtFacts, counted: readonly CountedRow[]): readonly string[] {
  const predictions = counted.filter(row => row.ct?.by === 'measured').map(({ target }) => target);
  return [...predictions.flatMap(target => nearThreshold(ct, target)), ...timeFlags(ct, counted)];
}

function nearThreshold({ targets }: CtFacts, target: Target): readonly string[] {
  const { probability, threshold } = targets[target] ?? {};
  if (!hasValue(probability) || !hasValue(threshold)) return [];
  const { write } = FORMATS.probability;
  return isNear(probability.value, threshold.value)
    ? [words.nearThreshold(target, write(probability.value), write(threshold.value))]
    : [];
}

/** Differences of decimals that are equal on paper may differ in the last bit. */
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= NEAR + 1e-9;

function timeFlags(ct: CtFacts, counted: readonly CountedRow[]): readonly string[] {
  const row = counted.find(({ target }) => target === 'time');
  if (row?.ct?.by !== 'measured') return [];
  // A count of demonstration weights says nothing of a patient.
  if (hasDemonstrationParts(ct) && !isDemonstration(ct, 'time')) return [];
  const [direct, derived] = [ct.targets.time?.class, ct.derivedTimeClass];
  const differs = hasValue(direct) && hasValue(derived) && direct.value !== derived.value;
  const changed = PARTS_OF_TIME.some(part => {
    const of = counted.find(({ target }) => target === part);
    return [of?.decision, of?.decisionOfCt].some(each => each && each.made.kind !== 'accepted');
  });
  return [
    ...(differs ? [words.timeDisagrees(direct.value, derived.value)] : []),
    ...(changed && hasValue(derived) ? [words.timeOfNetworks] : []),
  ];
}

/** Xu et al. 2021, "Stroma-immune score and TSR": stroma-high above 50 %. */
const STROMA_HIGH = 0.5;

function tissueFlags({ immune }: ReportFacts, counted: readonly CountedRow[]): readonly string[] {
  return [...nearCutoff(immune, counted), ...otherParts(immune)];
}

/** The ratio that TIME counts may be of fields on H&E, and the one shown of whole sections. */
function otherParts(immune: ImmuneFacts | undefined): readonly string[] {
  return PARTS_OF_TIME.flatMap(part => {
    const [counted, shown] = [immune?.timeParts[part], immune?.classes[part]];
    if (!hasValue(counted) || !hasValue(shown) || counted.value === shown.value) return [];
    const readBy = part === 'tsr' ? (immune?.ratioReadBy ?? '') : '';
    return [words.tissueTimeCounts(part, counted.value, shown.value, readBy)];
  });
}

function nearCutoff(immune: ImmuneFacts | undefined, counted: readonly CountedRow[]): readonly string[] {
  const row = counted.find(({ target }) => target === 'tsr');
  if (!immune || row?.tissue?.by !== 'measured' || !hasValue(immune.tsr)) return [];
  return isNear(immune.tsr.value, STROMA_HIGH)
    ? [words.nearCutoff(FORMATS.share.write(immune.tsr.value))]
    : [];
}

function slideFlags(slide: SlideFacts): readonly string[] {
  const name = slideName(slide);
  const { coverage, overridden } = slide;
  const analysed = hasValue(coverage) ? FORMATS.share.write(coverage.value) : '1';
  return [
    // As it is printed in the row.
    ...(Number(analysed) < LEAST_COVERAGE ? [words.lowCoverage(name, analysed)] : []),
    ...(overridden ? [overriddenFlag(name, overridden)] : []),
  ];
}

const overriddenFlag = (
  name: string,
  { score, measured, signed, reason }: SlideFacts['overridden'] & object,
): string => words.overridden(name, score, printedScore(measured), printedScore(signed), reason);

/** Amendments and rejections; one that was stored with the CT is said also where this report decides after it. */
function decisionFlags({ decision, decisionOfCt }: CountedRow): readonly string[] {
  const hasOwn = decision !== undefined && !decision.isOfCt;
  const isToSay = ({ made }: SaidDecision) => made.kind !== 'accepted';
  return [
    ...(decisionOfCt && isToSay(decisionOfCt)
      ? [hasOwn ? words.decidedInCt(decisionOfCt, decision.made) : words.decided(decisionOfCt)]
      : []),
    ...(hasOwn && isToSay(decision) ? [words.decided(decision)] : []),
  ];
}

/** What the CT's own report warns of: the domain that its networks were made for. */
const domainFlags = (ct: CtFacts | undefined): readonly string[] =>
  (ct?.warnings ?? []).filter(message => !isSaidAbove(message)).map(message => words.domain(message));

/** Weights and the two readings of TIME have rules of their own here, which know what counts. */
const isSaidAbove = (message: string): boolean =>
  message === `${DEMONSTRATION_WEIGHTS}.` || message.startsWith('The TIME type is ');
