import type { ComparedSide, ComparisonRow, ReportRow } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import type { Tag, Unit } from './flow';
import { noteUnits } from './sectionUnits';
import { sharedNotes, type SharedNotes } from './sharedNotes';
import { rowUnit, type Cell, type Ink } from './textUnits';
import type { Segment } from './typeface';
import { besideOf, plain, valueSegments } from './values';

/** Parts of the whole width. */
const ITEM = 0.13;
const CT = 0.35;
const TISSUE = 0.225;
/** Of the tissue's side, where no tissue result says anything: the decisions get the rest. */
const NO_TISSUE = 0.13;
const AGREEMENT = 0.16;
/** Characters beside a number. */
const LONGEST_BESIDE = 12;
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
  readonly tissueShare: number;
}

/** TSR, TILs, IS and TIME: what CT predicts beside what the tissue shows; the column heads are said again on a new page. */
export function comparisonUnits(ink: Ink, rows: readonly ComparisonRow[], width: number): readonly Unit[] {
  const sides = rows.flatMap(({ ct, tissue }) => [ct, tissue]);
  const notes = sharedNotes(
    [
      ...sides.flatMap(rowsOf).flatMap(besideOf),
      ...sides.flatMap(side => (side.kind === 'missing' ? [side.because] : [])),
      ...rows.flatMap(({ agreement }) => agreement.because ?? []),
    ],
    ink.nextSign,
    // Columns of numbers are too narrow for sentences.
    rows.flatMap(({ ct }) => rowsOf(ct).flatMap(besideOf)).filter(each => each.length > LONGEST_BESIDE),
  );
  const table: Table = {
    ...{ ink, width, notes, tag: { type: 'Table' } },
    ct: common(rows.map(({ ct }) => ct)).slice(0, MOST_COLUMNS),
    tissue: common(rows.map(({ tissue }) => tissue)).slice(0, 1),
    tissueShare: rows.every(({ tissue }) => isShort(tissue)) ? NO_TISSUE : TISSUE,
  };
  const heads = headUnits(table);
  const heading: Unit = { strips: heads.flatMap(({ strips }) => strips), gap: 0, staysWithNext: true };
  return [
    ...heads,
    ...rows.flatMap(row => rowUnitsOf(table, row)).map(unit => ({ ...unit, heading })),
    ...noteUnits(ink, notes, [], width),
  ];
}

const isShort = (side: ComparedSide): boolean =>
  side.kind === 'missing' && side.text === reportStrings.notAssessed;

const decisionShare = ({ tissueShare }: Table): number => 1 - ITEM - CT - tissueShare - AGREEMENT;

const rowsOf = (side: ComparedSide): readonly ReportRow[] => (side.kind === 'assessed' ? side.rows : []);

/** Labels of more than one item; of the only one all. */
function common(sides: readonly ComparedSide[]): readonly string[] {
  const assessed = sides.filter(({ kind }) => kind === 'assessed');
  const labels = sides.flatMap(side => rowsOf(side).map(({ label }) => label));
  return assessed.length === 1
    ? labels
    : [...new Set(labels.filter((each, k) => labels.indexOf(each) !== k))];
}

/** Part of the width of each column of a side: what its name needs, whose longest word is not cut. */
function ctShares({ ct }: Table): readonly number[] {
  const letters = ct.map(label => 2 + Math.max(...label.split(' ').map(word => word.length)));
  const all = letters.reduce((sum, each) => sum + each, 0);
  return letters.map(each => (CT * each) / all);
}

const tissueShares = ({ tissue }: Table): readonly number[] =>
  tissue.length === 0 ? [] : [TISSUE * CLASS_PART];
/** Of the tissue's columns: the class, which is short; the rest holds what differs from item to item. */
const CLASS_PART = 0.22;

function headUnits(table: Table): readonly Unit[] {
  const { item, ct, tissue, agreement, decision } = reportStrings.columns;
  const { ink } = table;
  const names = (labels: readonly string[], shares: readonly number[]) =>
    labels.map((label, k): Share => [shares[k] ?? 0, [plain(ink, label)]]);
  const rest = table.tissueShare - tissueShares(table).reduce((sum, share) => sum + share, 0);
  const over: readonly Share[] = [
    [ITEM, []],
    [CT, [bold(ink, ct)]],
    [table.tissueShare, [bold(ink, tissue)]],
  ];
  const below: readonly Share[] = [
    [ITEM, [bold(ink, item)]],
    ...(table.ct.length === 0 ? [[CT, []] as const] : names(table.ct, ctShares(table))),
    ...names(table.tissue, tissueShares(table)),
    [rest, []],
    [AGREEMENT, [bold(ink, agreement)]],
    [decisionShare(table), [bold(ink, decision)]],
  ];
  return [rowOf(table, over, { isHeading: true, isRuled: true }), rowOf(table, below, { isHeading: true })];
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
      [decisionShare(table), [plain(ink, row.decided)]],
    ],
    { isRuled: true, staysWithNext: others.length > 0 },
  );
  if (others.length === 0) return [first];
  const below: readonly Share[] = [
    [ITEM, []],
    [1 - ITEM, [others.flatMap(each => inWords(table, each))]],
  ];
  return [first, rowOf(table, below, {})];
}

function ctCells(table: Table, side: ComparedSide): readonly Share[] {
  if (side.kind === 'missing') return [[CT, [valueSegments(table.ink, missing(side), table.notes)]]];
  if (table.ct.length === 0) return [[CT, []]];
  return ctShares(table).map((share, k) => [share, [cellOf(table, side, table.ct[k])]]);
}

function tissueCells(table: Table, side: ComparedSide): readonly Share[] {
  if (side.kind === 'missing')
    return [[table.tissueShare, [valueSegments(table.ink, missing(side), table.notes)]]];
  const shares = tissueShares(table);
  const rest = table.tissueShare - shares.reduce((sum, share) => sum + share, 0);
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
  ...plain(ink, `${row.label}:`),
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
