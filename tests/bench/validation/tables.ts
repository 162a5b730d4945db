import {
  classAgreement,
  f1,
  hScoreError,
  median,
  percentPositiveError,
  positiveF1,
  together,
  type Agreement,
} from './agreement';
import type { Comparison } from './comparison';
import { CLASSICAL_ALONE, OURS } from './methods';

/** A set of images and what each method found in them. */
export interface MeasuredSet {
  readonly name: string;
  readonly comparison: Comparison;
  /** False where no nucleus is positive: then only the nuclei are compared. */
  readonly isGraded: boolean;
}

/** A row for each set and method. */
export function methodTable(sets: readonly MeasuredSet[]): string {
  const rows = sets.flatMap(({ name, comparison, isGraded }) =>
    Object.entries(comparison).map(([method, images]) => [name, method, ...columns(images, isGraded)]),
  );
  return table(['images', 'method', ...COLUMNS], rows);
}

/** A row for each level of each factor: our pipeline in full, the others by F1 and percent positive. */
export function levelTable(levels: readonly MeasuredSet[]): string {
  const rivals = Object.keys(levels[0]?.comparison ?? {}).filter(method => method !== OURS);
  const shown = [CLASSICAL_ALONE, "QuPath's defaults", 'QuPath, OD sum', 'scikit-image: OD sum, Otsu'].filter(
    method => rivals.includes(method),
  );
  const rows = levels.map(({ name, comparison }) => [
    name,
    ...columns(comparison[OURS] ?? [], true),
    ...shown.map(method => rivalCell(comparison[method] ?? [])),
  ]);
  return table(['level', ...COLUMNS, ...shown.map(method => `${method}: F1, percent`)], rows);
}

const COLUMNS = [
  'F1',
  'positive F1',
  'same class %',
  'percent positive off, median',
  'H-score off, median',
  'H-score off, worst',
];

function columns(images: readonly Agreement[], isGraded: boolean): string[] {
  const all = together(images);
  const f1Text = f1(all).toFixed(3);
  if (!isGraded) return [f1Text, '', '', '', '', ''];
  return [
    f1Text,
    fixed(positiveF1(all), 3),
    fixed(100 * classAgreement(all), 1),
    fixed(median(errors(images, percentPositiveError)), 1),
    fixed(median(errors(images, hScoreError)), 1),
    fixed(Math.max(...errors(images, hScoreError)), 1),
  ];
}

const rivalCell = (images: readonly Agreement[]): string =>
  `${f1(together(images)).toFixed(2)}, ${fixed(median(errors(images, percentPositiveError)), 1)}`;

/** Sizes of an image's error; an image in which nothing was found has none and counts as wholly wrong: 100. */
export function errors(images: readonly Agreement[], error: (image: Agreement) => number): number[] {
  return images.map(image => (image.found === 0 ? 100 : Math.abs(error(image))));
}

const fixed = (value: number, digits: number): string =>
  Number.isFinite(value) ? value.toFixed(digits) : '';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
