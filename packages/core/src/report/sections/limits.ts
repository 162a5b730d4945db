import { inWords } from '../inWords';
import type { ReportFacts } from '../reportFacts';
import { slideName } from '../slideName';
import { reportStrings } from '../strings';
import { slidePairs } from './changeSections';
import { immuneOfDay } from './immuneChanges';

const words = reportStrings.limits;

/** What the reader of the report must keep in mind: of every report, of missing input, and what the results warn of. */
export function limitsOf({ slides, immune, earlierImmune }: ReportFacts): readonly string[] {
  const { pairs, unclear } = slidePairs(slides);
  const remarks = [
    ...[...(immune ? [immune] : []), ...earlierImmune].flatMap(result =>
      result.warnings.map(message => ({ of: immuneOfDay(result), message })),
    ),
    ...slides.flatMap(slide => slide.warnings.map(message => ({ of: slideName(slide), message }))),
  ];
  return [
    ...words.general,
    ...(pairs.length + unclear.length + earlierImmune.length === 0 ? [words.noPair] : []),
    ...unclear.map(words.sameDate),
    ...gathered(remarks),
  ];
}

/** What several results warn of in the same words is said once. */
function gathered(remarks: readonly { readonly of: string; readonly message: string }[]): readonly string[] {
  const messages = [...new Set(remarks.map(({ message }) => message))];
  return messages.map(message => {
    const of = remarks.filter(remark => remark.message === message).map(remark => remark.of);
    return words.remark([...new Set(of)], inWords(message));
  });
}
