import { CONTEXT_CODES, CT_TO_SPECIMEN } from '../contextCodes';
import type { ContextFields } from '../contextFields';
import { datesOf, daysBetween } from '../interval';
import { printedText } from '../printed';
import type { ReportRow, ReportSection } from '../reportDocument';
import type { ReportFacts } from '../reportFacts';
import { reportStrings } from '../strings';

const words = reportStrings.context;
/** What is chosen from a list is printed in words; all else as typed. */
const options: Readonly<Record<string, string>> = words.options;

/** What a reader typed, and the time between CT and specimen. */
export function contextSection(facts: ReportFacts): ReportSection {
  const { context } = facts;
  const typed = (field: keyof ContextFields, detail: string = words.typed): ReportRow => ({
    label: words[field],
    value: printedText(options[context[field]] ?? context[field]),
    ...(context[field] !== '' && { detail }),
    code: CONTEXT_CODES[field],
  });
  const dates = datesOf(facts);
  const dated = (field: 'specimenDate' | 'ctDate', date: string): ReportRow =>
    context[field] === '' && date !== ''
      ? {
          label: words[field],
          value: { text: date },
          detail: field === 'ctDate' ? words.fromStudy : words.fromScan,
          code: CONTEXT_CODES[field],
        }
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
      intervalRow(daysBetween(dates), dates.isByScan),
      typed('neoadjuvant'),
      typed('remarks'),
    ],
    figures: [],
    notes: [],
  };
}

const intervalRow = (days: number | undefined, isByScan: boolean): ReportRow => ({
  label: words.interval,
  value:
    days === undefined
      ? { text: reportStrings.notEvaluable, because: words.noInterval }
      : { text: words.days(days) },
  ...(days !== undefined && isByScan && { detail: words.byScan }),
  code: CT_TO_SPECIMEN,
});
