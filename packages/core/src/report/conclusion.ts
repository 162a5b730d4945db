import { TARGETS, type Target } from '../result/predictionResult';
import type { CountedRow } from './countedClasses';
import { conclusionFlags } from './conclusionFlags';
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
      agree,
      differ,
      demonstrationPatient: facts.patient.synthetic,
    }),
    flags: [
      reportStrings.flags.agreement(agree.length, agree.length + differ.length),
      ...conclusionFlags(facts, counted),
    ],
    notAssessed: notAssessed(facts, counted, rows),
  };
}

function notAssessed(
  { ct, immune, slides }: ReportFacts,
  counted: readonly CountedRow[],
  rows: readonly ComparisonRow[],
): readonly string[] {
  const missingOf = (side: 'ct' | 'tissue', name: 'CT' | 'tissue') =>
    rows.flatMap(row => {
      const found = row[side];
      return found.kind === 'missing' ? [words.side(name, row.target, found.text, found.because)] : [];
    });
  return [
    ...(ct ? missingOf('ct', 'CT') : [words.ct]),
    ...(immune ? missingOf('tissue', 'tissue') : [words.immune]),
    ...(slides.length > 0 ? [] : [words.slides]),
    ...TARGETS.flatMap(target => {
      const row = counted.find(each => each.target === target);
      const reader = row?.decision?.reader ?? '';
      if (row?.left === 'rejected') return [words.rejected(target, reader)];
      return row?.left === 'prediction rejected' ? [words.rejectedPrediction(target, reader)] : [];
    }),
  ];
}
