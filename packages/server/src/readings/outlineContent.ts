import { TimescopeError } from '@timescope/core/errors';

/** An outline as the radiology mode sends it: runs (first pixel, length) of each slice in row-major order. */
export interface OutlineContent {
  readonly version: 1;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly columns: number;
  readonly rows: number;
  readonly slices: readonly { readonly sopInstanceUid: string; readonly runs: readonly number[] }[];
}

/** Ours: more than any CT has. */
const MOST_SLICES = 10_000;
const MOST_COLUMNS = 65_535;

/** @throws TimescopeError USAGE for anything but an outline. */
export function outlineContent(value: unknown): OutlineContent {
  const { version, savedAt, columns, rows, slices } = fieldsOf(value);
  if (version !== 1 || !isCount(columns, MOST_COLUMNS) || !isCount(rows, MOST_COLUMNS)) throw noOutline();
  if (typeof savedAt !== 'number' || !Array.isArray(slices) || slices.length > MOST_SLICES) throw noOutline();
  const taken = slices.map(slice => sliceContent(slice, columns * rows));
  if (new Set(taken.map(slice => slice.sopInstanceUid)).size < taken.length) throw noOutline();
  return { version: 1, savedAt, columns, rows, slices: taken };
}

export const isEmptyOutline = ({ slices }: OutlineContent) => slices.every(({ runs }) => runs.length === 0);

function sliceContent(value: unknown, pixels: number): OutlineContent['slices'][number] {
  const { sopInstanceUid, runs } = fieldsOf(value);
  if (typeof sopInstanceUid !== 'string' || !/^[\d.]{1,64}$/.test(sopInstanceUid)) throw noOutline();
  if (!Array.isArray(runs) || runs.length % 2 !== 0) throw noOutline();
  let end = 0;
  const numbers = runs.map((value: unknown, index) => {
    if (!isCount(value, pixels)) throw noOutline();
    const isFirst = index % 2 === 0;
    if (isFirst ? value < end : value === 0) throw noOutline();
    end = isFirst ? value : end + value;
    if (end > pixels) throw noOutline();
    return value;
  });
  return { sopInstanceUid, runs: numbers };
}

const isCount = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  throw noOutline();
}

const noOutline = () =>
  new TimescopeError('USAGE', 'This is not an outline of the slices of a CT.', {
    kind: 'usage',
    nextStep: 'Send columns, rows, and for each slice its UID with ascending runs of pixels.',
  });
