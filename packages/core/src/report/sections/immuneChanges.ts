import * as codes from '../changeCodes';
import { FORMATS, printedDate } from '../printed';
import type { ReportRow, ReportSection } from '../reportDocument';
import type { Fact, ImmuneFacts, ReportFacts } from '../reportFacts';
import { reportStrings } from '../strings';
import { changeRow, type DayFact } from './changeRow';

const words = reportStrings.changes;
const { immune: names, compared } = reportStrings;

/** A result by the day of its slides. */
export const immuneOfDay = ({ studyDate }: ImmuneFacts): string =>
  studyDate === ''
    ? reportStrings.kinds.immune
    : words.ofDay(reportStrings.kinds.immune, printedDate(studyDate));

/** From the first day to the last, index by index; days between are named. */
export function immuneChanges({ immune: later, earlierImmune }: ReportFacts): readonly ReportSection[] {
  const earlier = earlierImmune.at(-1);
  if (!later || !earlier) return [];
  const between = earlierImmune.slice(0, -1).map(({ studyDate }) => printedDate(studyDate));
  return [
    {
      title: words.title(words.immune, printedDate(earlier.studyDate), printedDate(later.studyDate)),
      rows: rowsOf({ earlier, later }),
      figures: [],
      notes: [
        words.byScan,
        ...(earlier.method === later.method ? [] : [words.otherMethod]),
        ...(between.length === 0 ? [] : [words.between(words.immune, between)]),
      ],
    },
  ];
}

interface TwoDays {
  readonly earlier: ImmuneFacts;
  readonly later: ImmuneFacts;
}

function rowsOf(days: TwoDays): readonly ReportRow[] {
  return [
    ...(['cd3', 'cd8'] as const).flatMap(marker =>
      (['stroma', 'tumour'] as const).map(place =>
        changeRow({
          label: names.density(marker.toUpperCase(), names.places[place]),
          days: both(days, ({ densityPerMm2 }) => densityPerMm2[marker][place]),
          ...{ format: FORMATS.density, code: codes.DENSITY_CHANGE },
        }),
      ),
    ),
    ...scoreRows(days),
    ...biomarkerRows(days),
  ];
}

/** A ratio of H&E and one of CD3 or CD8 are no two points of one scale, nor are counts that hold them. */
function biomarkerRows(days: TwoDays): readonly ReportRow[] {
  const { earlier, later } = days;
  return [
    changeRow({
      label: compared.tsr,
      days: both(
        days,
        ({ tsr }) => tsr,
        ({ tsrOn }) => tsrOn,
      ),
      ...{ format: FORMATS.share, code: codes.TSR_CHANGE },
      apart: earlier.tsrOn === later.tsrOn ? undefined : words.otherStain,
    }),
    changeRow({
      label: compared.tils,
      days: both(days, ({ tilGrade }) => tilGrade),
      ...{ format: FORMATS.grade, code: codes.TIL_CHANGE, outOf: 3 },
    }),
    changeRow({
      label: compared.is,
      days: both(days, ({ immuneScore }) => immuneScore),
      ...{ format: FORMATS.points, code: codes.IS_CHANGE, outOf: 4 },
    }),
    changeRow({
      label: compared.time,
      days: both(days, ({ time }) => time),
      ...{ format: FORMATS.items, code: codes.TIME_CHANGE, outOf: 3 },
      apart: earlier.ratioReadBy === later.ratioReadBy ? undefined : words.otherRatio,
    }),
  ];
}

/** Places in two cohorts are no two points of one scale. */
function scoreRows(days: TwoDays): readonly ReportRow[] {
  const isOneCohort = days.earlier.reference?.hash === days.later.reference?.hash;
  return [
    { label: names.stromaImmune, of: (result: ImmuneFacts) => result.stromaImmuneScore },
    { label: names.intraepithelialImmune, of: (result: ImmuneFacts) => result.intraepithelialImmuneScore },
  ].map(({ label, of }) =>
    changeRow({
      ...{ label, days: both(days, of), format: FORMATS.percentile, code: codes.PERCENTILE_CHANGE },
      apart: isOneCohort ? undefined : words.otherCohort,
    }),
  );
}

function both(
  { earlier, later }: TwoDays,
  of: (result: ImmuneFacts) => Fact<number>,
  on: (result: ImmuneFacts) => string = () => '',
): readonly [DayFact, DayFact] {
  const found = (result: ImmuneFacts) => ({ fact: of(result), day: result.studyDate, on: on(result) });
  return [found(earlier), found(later)];
}
