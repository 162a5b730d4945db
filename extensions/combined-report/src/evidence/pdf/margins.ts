import type { ReportDocument } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import { LEADING, RULE } from './textUnits';
import type { TextLine, Typeface } from './typeface';

type Pdf = PDFKit.PDFDocument;

/** What stands on every page outside the report itself. */
export interface Margins {
  /** Points of the head, on all pages but the first, and of the foot. */
  readonly head: number;
  readonly foot: number;
  readonly draw: (page: number, pages: number) => void;
}

/** Letters of head and foot, in points. */
const SIZE = 8;
const STEP = SIZE * LEADING;
/** Between a line and what is above it. */
const APART = 4;

/** On later pages whose report it is; on all the research use, the patient and the number of the page. */
export function margins(
  pdf: Pdf,
  type: Typeface,
  report: ReportDocument,
  [width, height]: readonly [number, number],
  around: number,
): Margins {
  const room = width - 2 * around;
  const bold = (text: string) => type.linesOf([{ text, weight: 'bold', size: SIZE }], room);
  const head = bold(report.title);
  const patient = bold(patientLine(report));
  const put = (lines: readonly TextLine[], top: number) =>
    lines.forEach((line, k) => type.draw(line, { x: around, y: top + k * STEP + SIZE }));
  const rule = (y: number) =>
    pdf
      .lineWidth(0.5)
      .moveTo(around, y)
      .lineTo(width - around, y)
      .stroke(RULE);
  const foot = APART + STEP * (1 + patient.length);
  return {
    head: head.length * STEP + APART,
    foot: foot + APART,
    draw: (page, pages) => {
      if (page > 0) {
        put(head, around);
        rule(around + head.length * STEP);
      }
      const top = height - around - foot;
      rule(top);
      put(bold(report.researchUse), top + APART);
      put(patient, top + APART + STEP);
      const [number] = type.linesOf(
        [{ text: reportStrings.page(page + 1, pages), weight: 'regular', size: SIZE }],
        room,
      );
      if (number) type.draw(number, { x: width - around - number.width, y: top + APART + SIZE });
    },
  };
}

const patientLine = ({ patient, demonstrationPatient }: ReportDocument): string =>
  [
    ...patient
      .filter(({ label }) => label === reportStrings.patient.name || label === reportStrings.patient.id)
      .map(
        ({ label, value, detail }) => `${label} ${value.text}${detail === undefined ? '' : ` (${detail})`}`,
      ),
    ...(demonstrationPatient ? [reportStrings.demonstrationPatient] : []),
  ].join('; ');
