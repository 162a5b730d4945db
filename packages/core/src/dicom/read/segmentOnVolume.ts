import { TimescopeError } from '../../errors';
import type { Vector3 } from '../../frames';
import { slicePointAt } from '../../geometry/slicePoint';
import type { RoiMask, VolumeSlices } from '../../volume';
import type { Warning } from '../../warning';
import type { FramePlace, PatientPlane } from './framePlaces';
import type { ObjectHeader } from './objectHeader';
import { framesOfSegment, segmentPixels, type Segmentation } from './segmentation';

/** A region of a DICOM object on the grid of a CT, with what had to be left out. */
export interface RegionOnVolume {
  readonly mask: RoiMask;
  readonly warnings: readonly Warning[];
}

/**
 * One segment on the grid of a CT. Frames may be cut-outs of the slices, mirrored or turned by right angles; nothing is
 * resampled.
 * @throws TimescopeError GEOMETRY for another frame of reference or another grid, WRONG_SOP_CLASS for one of a slide
 */
export function segmentOnVolume(
  segmentation: Segmentation,
  segment: number,
  ct: VolumeSlices,
): RegionOnVolume {
  if (segmentation.matrix) throw ofASlide();
  requireSameFrame(segmentation.header, ct);
  const values = new Uint8Array(ct.size[0] * ct.size[1] * ct.size[2]);
  let outside = 0;
  for (const { place, index } of framesOfSegment(segmentation, segment)) {
    const grid = gridOf(place, segmentation, ct);
    if (grid) outside += paint(values, grid, segmentPixels(segmentation, index, segment), ct, segmentation);
    else outside += segmentPixels(segmentation, index, segment).reduce((sum, pixel) => sum + pixel, 0);
  }
  const { size, placement } = ct;
  return { mask: { values, size, placement }, warnings: outsideWarning(outside) };
}

/** @throws TimescopeError GEOMETRY when both name a frame of reference, and not the same. */
export function requireSameFrame(
  { frameOfReferenceUid, sopInstanceUid }: Pick<ObjectHeader, 'frameOfReferenceUid' | 'sopInstanceUid'>,
  ct: Pick<VolumeSlices, 'frameOfReferenceUid'>,
): void {
  const own = ct.frameOfReferenceUid;
  if (own === undefined || frameOfReferenceUid === undefined || own === frameOfReferenceUid) return;
  throw new TimescopeError(
    'GEOMETRY',
    'The ROI was drawn in another frame of reference than that of the CT.',
    {
      nextStep: 'Choose the CT that it was drawn on, or an ROI of this CT.',
      fields: { uid: sopInstanceUid, frameOfReferenceUid },
    },
  );
}

/** Contours beyond the ends of a CT. */
export const outsideSlices = (contours: number): Warning[] =>
  contours === 0
    ? []
    : [
        {
          code: 'OUTSIDE_CT',
          message: `${contours} contours of the ROI lie beyond the CT and were left out.`,
        },
      ];

const outsideWarning = (voxels: number): Warning[] =>
  voxels === 0
    ? []
    : [{ code: 'OUTSIDE_CT', message: `${voxels} voxels of the ROI lie outside the CT and were left out.` }];

/** How the pixels of a frame lie on a slice: the voxel of the first pixel, and the steps to the next ones. */
interface SliceGrid {
  readonly slice: number;
  readonly start: readonly [i: number, j: number];
  readonly alongRow: readonly [i: number, j: number];
  readonly alongColumn: readonly [i: number, j: number];
}

/** Ours: in voxels, what headers with few digits lose over a whole slice. */
const OF_A_VOXEL = 0.1;
/** Ours: in slice distances, how far a frame may lie from the slice it belongs to. */
const OF_A_DISTANCE = 0.1;

/** Undefined for a frame that lies beyond the first or the last slice. */
function gridOf(place: FramePlace, { rows, columns }: Segmentation, ct: VolumeSlices): SliceGrid | undefined {
  if (place.kind !== 'patient')
    return gridOfImage(place.kind === 'image' ? place.sourceUid : undefined, { rows, columns }, ct);
  const [first, right, below] = [
    slicePointAt(ct, place.positionMm),
    slicePointAt(ct, moved(place, columns - 1, 0)),
    slicePointAt(ct, moved(place, 0, rows - 1)),
  ] as const;
  const distance = Math.sqrt(ct.placement.slice.reduce((sum, part) => sum + part * part, 0));
  const isOnPlane = (point: { offPlaneMm: number }) =>
    point.offPlaneMm <= Math.max(OF_A_DISTANCE * distance, 0.05);
  if (first.offPlaneMm > 0.5 * distance && isEnd(first.slice, ct) && distance > 0) return undefined;
  const alongRow = step(first, right, columns - 1);
  const alongColumn = step(first, below, rows - 1);
  const start = [Math.round(first.i), Math.round(first.j)] as const;
  const isWhole = (point: { i: number; j: number }, across: number, down: number) =>
    Math.abs(point.i - start[0] - across * alongRow[0] - down * alongColumn[0]) <= OF_A_VOXEL &&
    Math.abs(point.j - start[1] - across * alongRow[1] - down * alongColumn[1]) <= OF_A_VOXEL;
  const turns = Math.abs(alongRow[0] * alongColumn[1] - alongRow[1] * alongColumn[0]);
  const fits =
    [first, right, below].every(isOnPlane) &&
    isWhole(first, 0, 0) &&
    isWhole(right, columns - 1, 0) &&
    isWhole(below, 0, rows - 1) &&
    (turns === 1 || columns === 1 || rows === 1);
  if (!fits) throw otherGrid();
  return { slice: first.slice, start, alongRow, alongColumn };
}

const isEnd = (slice: number, { size }: VolumeSlices) => slice === 0 || slice === size[2] - 1;

function moved({ positionMm, row, column, spacingMm }: PatientPlane, right: number, down: number): Vector3 {
  const on = (axis: 0 | 1 | 2) =>
    positionMm[axis] + row[axis] * right * spacingMm.x + column[axis] * down * spacingMm.y;
  return [on(0), on(1), on(2)];
}

function step(
  from: { i: number; j: number },
  to: { i: number; j: number },
  pixels: number,
): readonly [number, number] {
  if (pixels === 0) return [0, 0];
  return [Math.round((to.i - from.i) / pixels), Math.round((to.j - from.j) / pixels)];
}

/** A frame without a position lies on the image that it was derived from. */
function gridOfImage(
  sourceUid: string | undefined,
  { rows, columns }: { rows: number; columns: number },
  { size, sliceUids }: VolumeSlices,
): SliceGrid {
  const slice = sourceUid === undefined ? -1 : sliceUids.indexOf(sourceUid);
  if (slice < 0 || size[0] !== columns || size[1] !== rows) throw otherGrid();
  return { slice, start: [0, 0], alongRow: [1, 0], alongColumn: [0, 1] };
}

/** Marks the pixels and counts those that lie beyond the slice. */
function paint(
  values: Uint8Array,
  { slice, start, alongRow, alongColumn }: SliceGrid,
  pixels: Uint8Array,
  { size: [nx, ny] }: VolumeSlices,
  { columns }: Segmentation,
): number {
  let outside = 0;
  for (let at = pixels.indexOf(1); at >= 0; at = pixels.indexOf(1, at + 1)) {
    const [across, down] = [at % columns, Math.floor(at / columns)];
    const i = start[0] + across * alongRow[0] + down * alongColumn[0];
    const j = start[1] + across * alongRow[1] + down * alongColumn[1];
    if (i >= 0 && j >= 0 && i < nx && j < ny) values[(slice * ny + j) * nx + i] = 1;
    else outside++;
  }
  return outside;
}

const otherGrid = (): TimescopeError =>
  new TimescopeError('GEOMETRY', 'The segmentation does not lie on the grid of the CT.', {
    nextStep: 'Export it on the grid of the CT that it was drawn on.',
  });

const ofASlide = (): TimescopeError =>
  new TimescopeError('WRONG_SOP_CLASS', 'The segmentation is one of a slide; one of a CT was expected.', {
    nextStep: 'Choose a segmentation of the CT series.',
  });
