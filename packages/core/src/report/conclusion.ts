import type { Target } from '../result/predictionResult';
import { absenceOf } from './absence';
import { conclusionFlags } from './conclusionFlags';
import type { Side } from './conclusionParts';
import type { CountedRow } from './countedClasses';
import { printedDate } from './printed';
import type { ComparisonRow, ReportDocument } from './reportDocument';
import type { ReportFacts } from './reportFacts';
import { reportStrings } from './strings';

const words = reportStrings.missing;

/** One sentence, what a reader must know beside it, and what was not assessed. */
export function conclusionOf(
  facts: ReportFacts,
  counted: readonly CountedRow[],
  rows: readonly ComparisonRow[],
): ReportDocument['conclusion'] {
  const targetsThat = (agreement: 'concordant' | 'discordant'): readonly Target[] =>
    rows.filter(row => row.agreement.text === agreement).map(({ target }) => target);
  const [agree, differ] = [targetsThat('concordant'), targetsThat('discordant')];
  return {
    sentence: reportStrings.conclusion({
      tissue: counted.flatMap(({ tissue }) => tissue ?? []),
      ct: counted.flatMap(({ ct }) => ct ?? []),
      days: {
        tissue: printedDate(facts.immune?.studyDate ?? ''),
        ct: printedDate(facts.ct?.studyDate ?? ''),
      },
      agree,
      differ,
      demonstrationPatient: facts.patient.synthetic,
    }),
    flags: [
      reportStrings.flags.agreement(agree.length, agree.length + differ.length, onlyByReader(counted, agree)),
      ...conclusionFlags(facts, counted),
    ],
    notAssessed: notAssessed(facts, counted, rows),
  };
}

const onlyByReader = (counted: readonly CountedRow[], agree: readonly Target[]): number =>
  counted.filter(({ target, agreesAsMeasured }) => agree.includes(target) && !agreesAsMeasured).length;

function notAssessed(
  facts: ReportFacts,
  counted: readonly CountedRow[],
  rows: readonly ComparisonRow[],
): readonly string[] {
  const { ct, immune, slides } = facts;
  const missingOf = (side: Side) =>
    rows.flatMap(row => {
      const found = row[side];
      return found.kind === 'missing' ? [words.side(side, row.target, found.text, found.because)] : [];
    });
  return [
    ...(ct ? missingOf('ct') : [absenceOf(facts, 'ct').because]),
    ...(immune ? missingOf('tissue') : [absenceOf(facts, 'immune').because]),
    ...(slides.length > 0 ? [] : [absenceOf(facts, 'slide').because]),
    ...counted.flatMap(({ target, left, decision, decisionOfCt }) => {
      if (left === 'rejected') return [words.rejected(target, decision?.made.reader ?? '')];
      return left === 'prediction rejected'
        ? [words.rejectedPrediction(target, decisionOfCt?.made.reader ?? '')]
        : [];
    }),
  ];
}
