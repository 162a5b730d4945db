import { CONTEXT_CODES, CT_TO_SPECIMEN } from '../contextCodes';
import type { ContextFields } from '../contextFields';
import { datesOf, daysBetween } from '../interval';
import { printedText } from '../printed';
import type { ReportRow, ReportSection } from '../reportDocument';
import type { ReportFacts } from '../reportFacts';
import { reportStrings } from '../strings';

const words = reportStrings.context;

/** What a reader typed, and the time between CT and specimen. */
export function contextSection(facts: ReportFacts): ReportSection {
  const { context } = facts;
  const typed = (field: keyof ContextFields, detail: string = words.typed): ReportRow => ({
    label: words[field],
    value: printedText(context[field]),
    ...(context[field] !== '' && { detail }),
    code: CONTEXT_CODES[field],
  });
  const dates = datesOf(facts);
  const dated = (field: 'specimenDate' | 'ctDate', date: string): ReportRow =>
    context[field] === '' && date !== ''
      ? { label: words[field], value: { text: date }, detail: words.fromStudy, code: CONTEXT_CODES[field] }
      : typed(field);
  return {
    title: reportStrings.headings.context,
    rows: [
      typed('t', words.tnm),
      typed('n', words.tnm),
      typed('m', words.tnm),
      typed('msi'),
      dated('ctDate', dates.ct),
      dated('specimenDate', dates.specimen),
      intervalRow(daysBetween(dates)),
      typed('neoadjuvant'),
      typed('remarks'),
    ],
    figures: [],
    notes: [],
  };
}

const intervalRow = (days: number | undefined): ReportRow => ({
  label: words.interval,
  value:
    days === undefined
      ? { text: reportStrings.notEvaluable, because: words.noInterval }
      : { text: words.days(days) },
  code: CT_TO_SPECIMEN,
});
