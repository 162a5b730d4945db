import { TimescopeError } from '../errors';
import type { RoiMask, VolumeSize } from '../volume';

/** The box round a region, cut out of its volume; the slices stand where they stood. */
export interface SliceStack {
  /** (k * height + j) * width + i; 0 outside, 1 inside. */
  readonly values: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Slices that hold voxels, rising, at least two; the first is slice 0 of the stack, the last its last. */
  readonly drawn: readonly number[];
  /** Millimetres from a pixel to the next. */
  readonly spacingMm: { readonly x: number; readonly y: number; readonly z: number };
}

/** Gives a stack whose empty slices between drawn ones are filled; what it says of drawn slices is not used. */
export type SliceFiller = (stack: SliceStack) => Promise<Uint8Array>;

export interface InterpolatedMask {
  readonly mask: RoiMask;
  /** Slices that were empty and now hold voxels, rising. */
  readonly filled: readonly number[];
}

/**
 * Fills the empty slices between the drawn ones. Drawn slices stay as they are, nothing is added before the first or
 * after the last. Only the box round the region is worked on, so that the time follows the tumour and not the scan.
 * @throws TimescopeError EMPTY_ROI with fewer than two drawn slices
 */
export async function interpolateMask(mask: RoiMask, fill: SliceFiller): Promise<InterpolatedMask> {
  const box = boxOf(mask);
  if (!box || box.drawn.length < 2) throw tooFew(box?.drawn.length ?? 0);
  if (box.drawn.length === box.size[2]) return { mask, filled: [] };
  const filled = await fill(stackOf(mask, box));
  return pasted(mask, box, filled);
}

interface Box {
  readonly from: VolumeSize;
  readonly size: VolumeSize;
  /** By slice of the box. */
  readonly drawn: readonly number[];
}

function tooFew(slices: number): TimescopeError {
  return new TimescopeError(
    'EMPTY_ROI',
    `The ROI is drawn on ${String(slices)} ${slices === 1 ? 'slice' : 'slices'}; between slices means at least two.`,
    { nextStep: 'Draw the tumour on its first and last slice and on a few between them.' },
  );
}

/** Ours: pixels of air round the region, so that no method meets the edge of the box. */
const MARGIN = 2;

function boxOf({ values, size: [nx, ny, nz] }: RoiMask): Box | undefined {
  let [left, right, top, bottom] = [nx, -1, ny, -1];
  const drawn: number[] = [];
  for (let k = 0; k < nz; k++) {
    let isDrawn = false;
    for (let j = 0; j < ny; j++) {
      const start = (k * ny + j) * nx;
      const row = values.subarray(start, start + nx);
      const first = row.findIndex(inside);
      if (first < 0) continue;
      isDrawn = true;
      left = Math.min(left, first);
      right = Math.max(right, row.findLastIndex(inside));
      top = Math.min(top, j);
      bottom = j > bottom ? j : bottom;
    }
    if (isDrawn) drawn.push(k);
  }
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const from: VolumeSize = [Math.max(0, left - MARGIN), Math.max(0, top - MARGIN), first];
  const size: VolumeSize = [
    Math.min(nx, right + 1 + MARGIN) - from[0],
    Math.min(ny, bottom + 1 + MARGIN) - from[1],
    last + 1 - first,
  ];
  return { from, size, drawn: drawn.map(k => k - first) };
}

const inside = (value: number) => value !== 0;

function stackOf(mask: RoiMask, box: Box): SliceStack {
  const [width, height, depth] = box.size;
  const values = new Uint8Array(width * height * depth);
  forEachRow(mask, box, (row, at) => {
    for (let i = 0; i < width; i++) values[at + i] = inside(row[i] ?? 0) ? 1 : 0;
  });
  const { spacingMm, slice } = mask.placement;
  return {
    values,
    width,
    height,
    drawn: box.drawn,
    spacingMm: { ...spacingMm, z: Math.sqrt(slice[0] ** 2 + slice[1] ** 2 + slice[2] ** 2) },
  };
}

function pasted(mask: RoiMask, box: Box, filled: Uint8Array): InterpolatedMask {
  const values = mask.values.slice();
  const [width, height] = box.size;
  const isDrawn = new Set(box.drawn);
  const touched = new Set<number>();
  forEachRow({ ...mask, values }, box, (row, at) => {
    const k = Math.floor(at / (width * height));
    if (isDrawn.has(k)) return;
    for (let i = 0; i < width; i++)
      if (inside(filled[at + i] ?? 0)) {
        row[i] = 1;
        touched.add(box.from[2] + k);
      }
  });
  return { mask: { ...mask, values }, filled: [...touched] };
}

/** Every row of the box in the volume, and where it begins in the box's own array. */
function forEachRow(
  { values, size: [nx, ny] }: RoiMask,
  { from, size: [width, height, depth] }: Box,
  visit: (row: Uint8Array, at: number) => void,
): void {
  for (let k = 0; k < depth; k++)
    for (let j = 0; j < height; j++) {
      const start = ((from[2] + k) * ny + from[1] + j) * nx + from[0];
      visit(values.subarray(start, start + width), (k * height + j) * width);
    }
}
