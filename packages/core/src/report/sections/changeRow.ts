import { hasValue, printedChange, type Format } from '../printed';
import type { ReportRow } from '../reportDocument';
import type { Fact } from '../reportFacts';
import { reportStrings } from '../strings';

/** What lies between an earlier and a later value, and both. */
export const changeRow = (
  label: string,
  [from, to]: readonly [Fact<number>, Fact<number>],
  format: Format,
  code: ReportRow['code'],
): ReportRow => ({
  label,
  value: printedChange(from, to, format),
  ...(hasValue(from) &&
    hasValue(to) && {
      detail: reportStrings.changes.fromTo(format.write(from.value), format.write(to.value)),
    }),
  code,
});
