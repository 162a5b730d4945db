import * as codes from '../changeCodes';
import { FORMATS, hasValue, printedDate, type Format } from '../printed';
import type { ReportRow, ReportSection } from '../reportDocument';
import type { Fact, ImmuneFacts, ReportFacts } from '../reportFacts';
import { reportStrings } from '../strings';
import { changeRow } from './changeRow';

const words = reportStrings.changes;
const { immune: names, compared } = reportStrings;

/** An earlier result by its date: the latest is the one that is meant without. */
export const immuneOfDay = ({ studyDate }: ImmuneFacts): string =>
  words.ofDay(reportStrings.kinds.immune, printedDate(studyDate));

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
  const row = (
    label: string,
    of: (result: ImmuneFacts) => Fact<number>,
    format: Format,
    code: ReportRow['code'],
  ) => changeRow(label, [of(days.earlier), of(days.later)], format, code);
  return [
    ...(['cd3', 'cd8'] as const).flatMap(marker =>
      (['stroma', 'tumour'] as const).map(place =>
        row(
          names.density(marker.toUpperCase(), names.places[place]),
          ({ densityPerMm2 }) => densityPerMm2[marker][place],
          FORMATS.density,
          codes.DENSITY_CHANGE,
        ),
      ),
    ),
    ...scoreRows(days),
    row(compared.tsr, ({ tsr }) => tsr, FORMATS.share, codes.TSR_CHANGE),
    row(compared.tils, ({ tilGrade }) => tilGrade, FORMATS.grade, codes.TIL_CHANGE),
    row(compared.is, ({ immuneScore }) => immuneScore, FORMATS.points, codes.IS_CHANGE),
    row(compared.time, ({ time }) => time, FORMATS.items, codes.TIME_CHANGE),
  ];
}

/** Places in two cohorts are no two points of one scale. */
function scoreRows({ earlier, later }: TwoDays): readonly ReportRow[] {
  const isOneCohort = earlier.reference?.hash === later.reference?.hash;
  return (
    [
      [names.stromaImmune, earlier.stromaImmuneScore, later.stromaImmuneScore],
      [names.intraepithelialImmune, earlier.intraepithelialImmuneScore, later.intraepithelialImmuneScore],
    ] as const
  ).map(([label, from, to]) =>
    isOneCohort || !hasValue(from) || !hasValue(to)
      ? changeRow(label, [from, to], FORMATS.percentile, codes.PERCENTILE_CHANGE)
      : {
          label,
          value: { text: reportStrings.notEvaluable, because: words.otherCohort },
          code: codes.PERCENTILE_CHANGE,
        },
  );
}
