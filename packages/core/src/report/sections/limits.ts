import type { ReportFacts } from '../reportFacts';
import { slideName } from '../slideName';
import { reportStrings } from '../strings';
import { slidePairs } from './changeSections';

const words = reportStrings.limits;

/** What the reader of the report must keep in mind: of every report, of missing input, and what the results warn of. */
export function limitsOf({ slides, immune }: ReportFacts): readonly string[] {
  const { pairs, unclear } = slidePairs(slides);
  const remarks = [
    ...(immune?.warnings ?? []).map(message => words.remark(reportStrings.kinds.immune, message)),
    ...slides.flatMap(slide => slide.warnings.map(message => words.remark(slideName(slide), message))),
  ];
  return [
    ...words.general,
    ...(pairs.length + unclear.length === 0 ? [words.noPair] : []),
    ...unclear.map(words.sameDate),
    ...new Set(remarks),
  ];
}
