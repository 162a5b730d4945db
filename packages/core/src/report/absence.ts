import type { PrintedValue, ReportSource } from './reportDocument';
import type { ReportFacts } from './reportFacts';
import { reportStrings } from './strings';

/** What stands in place of a part without a stored result: that it was not assessed, and why. */
export interface Absence extends PrintedValue {
  readonly because: string;
}

export function absenceOf({ notShown }: Pick<ReportFacts, 'notShown'>, kind: ReportSource['kind']): Absence {
  const { none, leftOut } = reportStrings.absent[kind];
  const isLeftOut = notShown.some(each => each.kind === kind && each.isLeftOut);
  return { text: reportStrings.notAssessed, because: isLeftOut ? leftOut : none };
}
