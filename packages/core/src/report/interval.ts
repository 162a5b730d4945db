import { printedDate } from './printed';
import type { ReportFacts } from './reportFacts';

/** YYYY-MM-DD, or empty. */
interface CtAndSpecimen {
  readonly ct: string;
  readonly specimen: string;
  /** Nobody typed when the specimen was taken: it is when the first slide was scanned. */
  readonly isByScan: boolean;
}

/** As the reader typed them, else the dates of the studies: of the CT, and of the slide that was scanned first. */
export function datesOf({ context, ct, slides, immune, earlierImmune }: ReportFacts): CtAndSpecimen {
  const [earliest = (earlierImmune.at(-1) ?? immune)?.studyDate ?? ''] = slides
    .map(({ takenOn }) => takenOn)
    .filter(date => date !== '')
    .sort();
  return {
    ct: context.ctDate || printedDate(ct?.studyDate ?? ''),
    specimen: context.specimenDate || printedDate(earliest),
    isByScan: context.specimenDate === '',
  };
}

/** From CT to specimen; below 0 where the specimen was first. Undefined unless both are days of the calendar. */
export function daysBetween({ ct, specimen }: Pick<CtAndSpecimen, 'ct' | 'specimen'>): number | undefined {
  const [from, to] = [dayOf(ct), dayOf(specimen)];
  return from === undefined || to === undefined ? undefined : to - from;
}

/** Days since 1970. */
function dayOf(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const at = Date.parse(`${date}T00:00:00Z`);
  // 30 February would become a day of March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? undefined : at / MS_A_DAY;
}

const MS_A_DAY = 86_400_000;
