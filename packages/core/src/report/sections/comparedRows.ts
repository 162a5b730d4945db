import { dcm, WARNING } from '../../dicom/codes';
import type { Target } from '../../result/predictionResult';
import { absenceOf } from '../absence';
import { hasDemonstrationParts, isDemonstration, type CountedRow } from '../countedClasses';
import * as ctCodes from '../ctCodes';
import * as immuneCodes from '../immuneCodes';
import { FORMATS, printedClass, printedDate, printedNumber, reasonOf, type Format } from '../printed';
import type { ComparedSide, ComparisonRow, ReportRow } from '../reportDocument';
import type { CtFacts, CtTargetFacts, Fact, ImmuneFacts, ReportFacts } from '../reportFacts';
import { reportStrings } from '../strings';

const words = reportStrings.compared;

/** What CT predicts of one item beside what the tissue shows. */
export function comparedRow(facts: ReportFacts, counted: CountedRow): ComparisonRow {
  const { target, decision, amends } = counted;
  return {
    target,
    label: reportStrings.targetNames[target],
    ct: facts.ct ? ctSide(facts.ct, target) : missing(absenceOf(facts, 'ct').because),
    tissue: facts.immune ? tissueSide(facts.immune, target) : missing(absenceOf(facts, 'immune').because),
    agreement: agreementOf(counted),
    amends,
    decided: decision ? reportStrings.decided(decision) : reportStrings.noDecision,
    ...(decision && { decision: decision.made }),
    ...(decision?.isOfCt && { isDecisionOfCt: true }),
  };
}

const missing = (because: string): ComparedSide => ({
  kind: 'missing',
  text: reportStrings.notAssessed,
  because,
});

function ctSide(ct: CtFacts, target: Target): ComparedSide {
  const own = ct.targets[target];
  const rows = [...(own ? networkRows(own) : []), ...(target === 'time' ? derivedRows(ct) : [])];
  if (!own && (target !== 'time' || rows.length === 0)) return missing(reportStrings.noNetwork);
  if (!own && ct.derivedTime && 'notEvaluable' in ct.derivedTime)
    return {
      kind: 'missing',
      text: reportStrings.notEvaluable,
      because: reasonOf(ct.derivedTime),
    };
  const demonstration = isDemonstration(ct, target);
  return { kind: 'assessed', rows: [...rows, ...(demonstration ? [demonstrationRow] : [])], demonstration };
}

const demonstrationRow: ReportRow = {
  label: words.note,
  value: { text: reportStrings.demonstrationWeights },
  code: WARNING,
};

function networkRows(of: CtTargetFacts): readonly ReportRow[] {
  return [
    { label: words.class, value: printedClass(of.class), code: ctCodes.PREDICTED_CLASS },
    {
      label: words.probability,
      value: printedNumber(of.probability, FORMATS.probability),
      code: ctCodes.PROBABILITY,
    },
    {
      label: words.threshold,
      value: printedNumber(of.threshold, FORMATS.probability),
      ...detail(of.thresholdSource),
      code: ctCodes.THRESHOLD,
    },
    {
      label: words.auc,
      value: printedNumber(of.auc, FORMATS.probability, words.noAuc),
      ...detail(of.auc?.data ?? ''),
      code: ctCodes.AUC,
    },
  ];
}

const detail = (text: string): Pick<ReportRow, 'detail'> => (text === '' ? {} : { detail: text });

function derivedRows(ct: CtFacts): readonly ReportRow[] {
  const { derivedTime, derivedTimeClass } = ct;
  if (!derivedTime) return [];
  return [
    {
      label: words.derivedCount,
      value: printedNumber(derivedTime, FORMATS.items),
      detail: hasDemonstrationParts(ct)
        ? `${words.ofThree}; ${reportStrings.demonstrationWeights}`
        : words.ofThree,
      code: ctCodes.TIME_COUNT,
    },
    ...('value' in derivedTime
      ? [{ label: words.derivedClass, value: printedClass(derivedTimeClass), code: ctCodes.DERIVED_TIME }]
      : []),
  ];
}

function tissueSide(immune: ImmuneFacts, target: Target): ComparedSide {
  const { label, fact, format, detail: of, code } = tissueValue(immune, target);
  const shown = immune.classes[target];
  if (!fact && !shown) return missing(reportStrings.notSaid);
  if (fact && 'notEvaluable' in fact)
    return { kind: 'missing', text: reportStrings.notEvaluable, because: reasonOf(fact) };
  return {
    kind: 'assessed',
    rows: [
      { label: words.class, value: printedClass(shown), code: immuneCodes.TISSUE_CLASS },
      { label, value: printedNumber(fact, format), ...detail(of), code },
      ...dayRows(immune),
    ],
    demonstration: false,
  };
}

const dayRows = ({ studyDate }: ImmuneFacts): readonly ReportRow[] =>
  studyDate === ''
    ? []
    : [
        {
          label: words.slidesOf,
          value: { text: printedDate(studyDate) },
          code: dcm('111060', 'Study Date'),
        },
      ];

interface TissueValue {
  readonly label: string;
  readonly fact: Fact<number>;
  readonly format: Format;
  readonly detail: string;
  readonly code: ReportRow['code'];
}

function tissueValue(immune: ImmuneFacts, target: Target): TissueValue {
  const label = words[target];
  switch (target) {
    case 'tsr':
      return {
        ...{ label, fact: immune.tsr, format: FORMATS.share },
        ...{ detail: words.tsrOn(immune.tsrOn), code: immuneCodes.STROMA_RATIO },
      };
    case 'tils':
      return {
        ...{ label, fact: immune.tilGrade, format: FORMATS.grade },
        ...{ detail: words.tilsOf, code: immuneCodes.TIL_GRADE },
      };
    case 'is':
      return {
        ...{ label, fact: immune.immuneScore, format: FORMATS.points },
        ...{ detail: words.isOf, code: immuneCodes.IMMUNE_POINTS },
      };
    case 'time':
      return {
        ...{ label, fact: immune.time, format: FORMATS.items },
        ...{ detail: words.ofThree, code: ctCodes.TIME_COUNT },
      };
  }
}

function agreementOf({ ct, tissue, left }: CountedRow): ComparisonRow['agreement'] {
  const why = reportStrings.notComparable;
  if (ct && tissue)
    return {
      text: ct.class === tissue.class ? 'concordant' : 'discordant',
      ...((ct.by === 'reader' || tissue.by === 'reader') && { because: why.readersClass }),
    };
  const because = (): string => {
    if (left === 'demonstration') return why.demonstration;
    if (left) return why.rejected;
    if (!ct && !tissue) return why.neither;
    return ct ? why.noTissue : why.noCt;
  };
  return { text: 'not comparable', because: because() };
}
