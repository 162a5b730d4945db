import { datesOf, daysBetween } from './interval';
import { printedDate } from './printed';
import type { ReportFacts } from './reportFacts';
import { slideName } from './slideName';
import { reportStrings } from './strings';

const words = reportStrings.flags;

/** Ours: tumour and stroma may have changed after a quarter of a year. */
const MOST_DAYS = 90;

/** Therapy between CT and specimen, much time between them, and dates that cannot all be so. */
export function dateFlags(facts: ReportFacts): readonly string[] {
  const { neoadjuvant } = facts.context;
  const dates = datesOf(facts);
  const days = daysBetween(dates);
  const isBetween = neoadjuvant === 'given between CT and specimen';
  return [
    ...(isBetween ? [words.therapyBetween] : []),
    ...(neoadjuvant === 'given before CT' ? [words.therapyBefore] : []),
    ...(days !== undefined && Math.abs(days) > MOST_DAYS ? [words.farApart(days, dates.isByScan)] : []),
    ...(isBetween && days !== undefined && days <= 0 ? [words.notBetween] : []),
    ...earlierTissue(facts),
    ...typedDates(facts),
  ];
}

/** The classes are of the newest slides, the interval is to the first. */
function earlierTissue(facts: ReportFacts): readonly string[] {
  const { immune, earlierImmune, slides } = facts;
  const days = [...earlierImmune.map(({ studyDate }) => studyDate), ...slides.map(({ takenOn }) => takenOn)];
  const [first = ''] = days.filter(day => day !== '').sort();
  if (!immune || first === '' || first >= immune.studyDate) return [];
  return [words.earlierTissue(printedDate(immune.studyDate), printedDate(first), datesOf(facts).specimen)];
}

/** Dates that a reader typed, beside those of the studies. */
function typedDates({ context, ct, slides }: ReportFacts): readonly string[] {
  const { specimenDate, ctDate } = context;
  const study = printedDate(ct?.studyDate ?? '');
  const afterSpecimen = slides.map(slide => ({
    slide,
    days: daysBetween({ ct: specimenDate, specimen: printedDate(slide.takenOn) }),
  }));
  const first = Math.min(...afterSpecimen.map(({ days = Infinity }) => days));
  return [
    ...(ctDate !== '' && study !== '' && ctDate !== study ? [words.otherCtDate(ctDate, study)] : []),
    ...afterSpecimen
      .filter(({ days = 0 }) => days < 0)
      .map(({ slide }) => words.scannedBefore(slideName(slide), specimenDate)),
    ...(first > MOST_DAYS && first < Infinity ? [words.longBeforeScan(specimenDate, first)] : []),
  ];
}
