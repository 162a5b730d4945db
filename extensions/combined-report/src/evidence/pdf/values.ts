import type { PrintedValue, ReportRow } from '@timescope/core/report/reportDocument';
import type { SharedNotes } from './sharedNotes';
import type { Ink } from './textUnits';
import type { Segment } from './typeface';

export const plain = ({ size }: Ink, text: string): readonly Segment[] => [{ text, size, weight: 'regular' }];

/** What is said beside a value: what it is of, why it is not there. */
export const besideOf = ({ value, detail }: Pick<ReportRow, 'value' | 'detail'>): readonly string[] =>
  [detail, value.because].flatMap(each => (each === undefined || each === '' ? [] : [each]));

/** The value stands out where it is short; what it shares with others is a sign behind it. */
export function valueSegments(
  { size }: Ink,
  row: { readonly value: PrintedValue; readonly detail?: string },
  notes: SharedNotes,
): readonly Segment[] {
  const { text, number } = row.value;
  const isShort = number !== undefined || text.length <= SHORT;
  return [
    { text, size, weight: isShort ? 'bold' : 'regular' },
    ...besideInOrder(besideOf(row), notes).map((words): Segment => ({
      text: words,
      size,
      weight: 'regular',
    })),
  ];
}

/** Signs and words in their order; words before words end with a semicolon. */
const besideInOrder = (beside: readonly string[], { signOf }: SharedNotes): readonly string[] =>
  beside.map((each, k) => {
    const next = beside[k + 1];
    return signOf(each) ?? (next !== undefined && signOf(next) === undefined ? `${each};` : each);
  });

/** Characters; a longer text is a sentence, and reads better in plain letters. */
const SHORT = 30;
