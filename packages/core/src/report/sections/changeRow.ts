import { hasValue, printedChange, printedDate, reasonOf, type Format } from '../printed';
import type { ReportRow } from '../reportDocument';
import type { Fact } from '../reportFacts';
import { reportStrings } from '../strings';

const words = reportStrings.changes;

/** What a day's result says of one index. */
export interface DayFact {
  readonly fact: Fact<number>;
  /** YYYYMMDD. */
  readonly day: string;
  /** What it was measured on; empty where the row's label says all. */
  readonly on: string;
}

interface Change {
  readonly label: string;
  readonly days: readonly [earlier: DayFact, later: DayFact];
  readonly format: Format;
  readonly code: ReportRow['code'];
  /** The most that the index can be. */
  readonly outOf?: number;
  /** Why a difference of the two would mislead. */
  readonly apart?: string | undefined;
}

/** What lies between an earlier and a later value, and both; where there is no difference, the values that there are. */
export function changeRow({ label, days, format, code, outOf, apart }: Change): ReportRow {
  const [from, to] = days.map(({ fact }) => fact);
  if (!hasValue(from) && !hasValue(to))
    return { label, value: { text: reportStrings.notEvaluable, because: words.bothMissing }, code };
  if (hasValue(from) && hasValue(to) && apart === undefined)
    return {
      label,
      value: printedChange(from, to, format),
      detail: words.fromTo(format.write(from.value), format.write(to.value), days[1].on),
      code,
    };
  return {
    label,
    value: {
      text: days.map(day => saidOf(day, format, outOf)).join('; '),
      sources: days.flatMap(({ fact }) => fact?.source ?? []),
    },
    detail: whyMissing(days) ?? apart ?? '',
    code,
  };
}

function saidOf({ fact, day, on }: DayFact, { write }: Format, outOf: number | undefined): string {
  const date = printedDate(day);
  if (hasValue(fact)) return words.valueOn(write(fact.value), outOf, date, on);
  return words.valueOn(fact ? reportStrings.notEvaluable : words.notMeasured, undefined, date, '');
}

const whyMissing = (days: readonly DayFact[]): string | undefined =>
  days.flatMap(({ fact }) => (fact && !hasValue(fact) ? [reasonOf(fact)] : []))[0];
