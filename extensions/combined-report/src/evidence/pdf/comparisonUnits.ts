import type { ComparedSide, ComparisonRow, ReportRow } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import type { Tag, Unit } from './flow';
import { noteUnits } from './sectionUnits';
import { sharedNotes, type SharedNotes } from './sharedNotes';
import { rowUnit, type Cell, type Ink } from './textUnits';
import type { Segment } from './typeface';
import { besideOf, plain, valueSegments } from './values';

/** Parts of the whole width. */
const ITEM = 0.16;
const CT = 0.38;
const TISSUE = 0.2;
const AGREEMENT = 0.12;
const DECISION = 1 - ITEM - CT - TISSUE - AGREEMENT;
/** A column for each value that most items have; the others stand in words. */
const MOST_COLUMNS = 4;

/** What draws the rows of one table. */
interface Table {
  readonly ink: Ink;
  readonly width: number;
  readonly tag: Tag;
  readonly notes: SharedNotes;
  /** Labels that have a column of their own. */
  readonly ct: readonly string[];
  readonly tissue: readonly string[];
}

/** TSR, TILs, IS and TIME: what CT predicts beside what the tissue shows; the column heads are said again on a new page. */
export function comparisonUnits(ink: Ink, rows: readonly ComparisonRow[], width: number): readonly Unit[] {
  const sides = rows.flatMap(({ ct, tissue }) => [ct, tissue]);
  const notes = sharedNotes([
    ...sides.flatMap(rowsOf).flatMap(besideOf),
    ...sides.flatMap(side => (side.kind === 'missing' ? [side.because] : [])),
    ...rows.flatMap(({ agreement }) => agreement.because ?? []),
  ]);
  const table: Table = {
    ...{ ink, width, notes, tag: { type: 'Table' } },
    ct: common(rows.map(({ ct }) => ct)).slice(0, MOST_COLUMNS),
    tissue: common(rows.map(({ tissue }) => tissue)).slice(0, 1),
  };
  const heads = headUnits(table);
  const heading: Unit = { strips: heads.flatMap(({ strips }) => strips), gap: 0, staysWithNext: true };
  return [
    ...heads,
    ...rows.flatMap(row => rowUnitsOf(table, row)).map(unit => ({ ...unit, heading })),
    ...noteUnits(ink, notes.lines, width),
  ];
}

const rowsOf = (side: ComparedSide): readonly ReportRow[] => (side.kind === 'assessed' ? side.rows : []);

/** Labels of more than one item. */
function common(sides: readonly ComparedSide[]): readonly string[] {
  const labels = sides.flatMap(side => rowsOf(side).map(({ label }) => label));
  return [...new Set(labels.filter((each, k) => labels.indexOf(each) !== k))];
}

/** Part of the width of each column of a side. */
const ctShares = ({ ct }: Table): readonly number[] => ct.map(() => CT / ct.length);
const tissueShares = ({ tissue }: Table): readonly number[] =>
  tissue.length === 0 ? [] : [TISSUE * CLASS_PART];
/** Of the tissue's columns: the class, which is short; the rest holds what differs from item to item. */
const CLASS_PART = 0.32;

function headUnits(table: Table): readonly Unit[] {
  const { item, ct, tissue, agreement, decision } = reportStrings.columns;
  const { ink } = table;
  const over = rowOf(
    table,
    [
      [ITEM, [bold(ink, item)]],
      [CT, [bold(ink, ct)]],
      [TISSUE, [bold(ink, tissue)]],
      [AGREEMENT, [bold(ink, agreement)]],
      [DECISION, [bold(ink, decision)]],
    ],
    { isHeading: true, isRuled: true },
  );
  if (table.ct.length + table.tissue.length === 0) return [over];
  const names = (labels: readonly string[], shares: readonly number[]) =>
    labels.map((label, k): Share => [shares[k] ?? 0, [plain(ink, label)]]);
  const below = rowOf(
    table,
    [
      [ITEM, []],
      ...(table.ct.length === 0 ? [[CT, []] as const] : names(table.ct, ctShares(table))),
      ...names(table.tissue, tissueShares(table)),
    ],
    { isHeading: true },
  );
  return [over, below];
}

/** Values in their columns, and below them what only this item has. */
function rowUnitsOf(table: Table, row: ComparisonRow): readonly Unit[] {
  const { ink, notes } = table;
  const { text, because } = row.agreement;
  const agreement = { text: reportStrings.agreement[text], ...(because !== undefined && { because }) };
  const others = rowsOf(row.ct).filter(({ label }) => !table.ct.includes(label));
  const first = rowOf(
    table,
    [
      [ITEM, [bold(ink, row.label)]],
      ...ctCells(table, row.ct),
      ...tissueCells(table, row.tissue),
      [AGREEMENT, [valueSegments(ink, { value: agreement }, notes)]],
      [
        DECISION,
        [plain(ink, row.decision ? reportStrings.decision(row.decision) : reportStrings.noDecision)],
      ],
    ],
    { isRuled: true, staysWithNext: others.length > 0 },
  );
  if (others.length === 0) return [first];
  const below = others.map(each => inWords(table, each));
  return [
    first,
    rowOf(
      table,
      [
        [ITEM, []],
        [CT, below],
      ],
      {},
    ),
  ];
}

function ctCells(table: Table, side: ComparedSide): readonly Share[] {
  if (side.kind === 'missing') return [[CT, [valueSegments(table.ink, missing(side), table.notes)]]];
  if (table.ct.length === 0) return [[CT, []]];
  return ctShares(table).map((share, k) => [share, [cellOf(table, side, table.ct[k])]]);
}

function tissueCells(table: Table, side: ComparedSide): readonly Share[] {
  if (side.kind === 'missing') return [[TISSUE, [valueSegments(table.ink, missing(side), table.notes)]]];
  const shares = tissueShares(table);
  const rest = TISSUE - shares.reduce((sum, share) => sum + share, 0);
  const others = side.rows.filter(({ label }) => !table.tissue.includes(label));
  return [
    ...shares.map((share, k): Share => [share, [cellOf(table, side, table.tissue[k])]]),
    [rest, others.map(each => inWords(table, each))],
  ];
}

const missing = ({ text, because }: ComparedSide & { kind: 'missing' }) => ({ value: { text, because } });

/** The value of the row of this label; nothing where there is no such row. */
function cellOf({ ink, notes }: Table, side: ComparedSide, label: string | undefined): readonly Segment[] {
  const row = rowsOf(side).find(each => each.label === label);
  return row ? valueSegments(ink, row, notes) : [];
}

const inWords = ({ ink, notes }: Table, row: ReportRow): readonly Segment[] => [
  ...plain(ink, row.label),
  ...valueSegments(ink, row, notes),
];

type Share = readonly [part: number, paragraphs: readonly (readonly Segment[])[]];

function rowOf(
  { ink, width, tag }: Table,
  shares: readonly Share[],
  {
    isHeading = false,
    isRuled = false,
    staysWithNext = isHeading,
  }: { readonly isHeading?: boolean; readonly isRuled?: boolean; readonly staysWithNext?: boolean },
): Unit {
  const parent: Tag = { type: 'TR', parent: tag };
  let left = 0;
  const cells = shares.map(([part, paragraphs], k): Cell => {
    const cell = { left, width: part * width - 0.6 * ink.size, paragraphs, tag: tagOf(parent, k, isHeading) };
    left += part * width;
    return cell;
  });
  const gap = isRuled && !isHeading ? 0.1 * ink.size : 0;
  return rowUnit(ink, cells, { gap, staysWithNext, ...(isRuled && { above: width }) });
}

function tagOf(parent: Tag, cell: number, isHeading: boolean): Tag {
  if (isHeading) return { type: 'TH', scope: 'Column', parent };
  return cell === 0 ? { type: 'TH', scope: 'Row', parent } : { type: 'TD', parent };
}

const bold = ({ size }: Ink, text: string): readonly Segment[] => [{ text, size, weight: 'bold' }];
