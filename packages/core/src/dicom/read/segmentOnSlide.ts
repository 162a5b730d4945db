import { TimescopeError } from '../../errors';
import { matrixFromSlide, matrixPoint, slideFromMatrix, type MatrixPoint } from '../../frames';
import type { PixelRect, Raster } from '../../raster';
import type { TiledMatrix } from './framePlaces';
import { framesOfSegment, segmentPixels, type Segmentation } from './segmentation';
import type { Slide } from './slide';

/** A tile of a segment: 1 inside, 0 outside, in pixels of the segmentation's own matrix. */
export interface SegmentTile extends PixelRect {
  readonly values: Uint8Array;
}

/** The tiles on which a segment has pixels, as they are stored; those at the edges may reach over the matrix. */
export function* segmentTiles(segmentation: Segmentation, segment: number): Generator<SegmentTile> {
  for (const { place, index } of framesOfSegment(segmentation, segment)) {
    if (place.kind !== 'slide') throw noPlace(index);
    const { rows: height, columns: width, matrix } = segmentation;
    const isInside =
      place.x >= 0 && place.y >= 0 && place.x < (matrix?.width ?? 0) && place.y < (matrix?.height ?? 0);
    if (!isInside) throw noPlace(index);
    const values = segmentPixels(segmentation, index, segment);
    if (values.includes(1)) yield { x: place.x, y: place.y, width, height, values };
  }
}

/** More pixels are not laid out at once: 16,384 x 16,384. Ours. */
const MOST_PIXELS = 1 << 28;

/**
 * A whole segment in the pixels of its own matrix: 1 inside, 0 outside or not stored.
 * @throws TimescopeError WRONG_SOP_CLASS for a segmentation that is not one of a slide, NOT_AN_IMAGE when it is too
 *   large to be laid out, GEOMETRY for a frame without a place
 */
export function segmentOnSlide(segmentation: Segmentation, segment: number): Raster<Uint8Array> {
  const { width, height } = requireMatrix(segmentation);
  const values = new Uint8Array(width * height);
  for (const tile of segmentTiles(segmentation, segment)) {
    for (let row = 0; row < Math.min(tile.height, height - tile.y); row++) {
      const from = tile.values.subarray(
        row * tile.width,
        row * tile.width + Math.min(tile.width, width - tile.x),
      );
      values.set(from, (tile.y + row) * width + tile.x);
    }
  }
  return { width, height, values };
}

function requireMatrix({ matrix }: Segmentation): TiledMatrix {
  if (!matrix)
    throw new TimescopeError('WRONG_SOP_CLASS', 'The segmentation is not one of a slide.', {
      nextStep: 'Choose a segmentation of the slide.',
    });
  if (matrix.width * matrix.height <= MOST_PIXELS) return matrix;
  throw new TimescopeError(
    'NOT_AN_IMAGE',
    `The segmentation has ${matrix.width} x ${matrix.height} pixels; at most ${MOST_PIXELS} are laid out.`,
    { nextStep: 'Segment at a coarser level of the slide.' },
  );
}

/** Where the pixels of an object's matrix lie on a slide: pixel (0, 0) begins at `origin`, each spans `step`. */
export interface MatrixOnSlide {
  readonly origin: MatrixPoint;
  readonly step: { readonly x: number; readonly y: number };
}

/**
 * The pixels of an object in those of the slide's finest level. A matrix as large as a level is that level: the places
 * that files state for their levels differ by up to half a pixel. Any other lies where it says.
 * @throws TimescopeError GEOMETRY for another frame of reference, another direction, or without a place
 */
export function matrixOnSlide(
  object: {
    readonly matrix: TiledMatrix | undefined;
    readonly header: { readonly frameOfReferenceUid: string | undefined };
  },
  slide: Slide,
): MatrixOnSlide {
  const { matrix } = object;
  const own = object.header.frameOfReferenceUid;
  if (own !== undefined && slide.frameOfReferenceUid !== undefined && own !== slide.frameOfReferenceUid)
    throw notOnSlide('was made in another frame of reference');
  const [finest] = slide.levels;
  if (matrix && finest && slide.levels.some(level => sameSize(level, matrix)))
    return {
      origin: matrixPoint(0, 0),
      step: { x: finest.width / matrix.width, y: finest.height / matrix.height },
    };
  const [from, to] = [matrix?.placement, slide.placement];
  if (!from || !to) throw notOnSlide('does not say where it lies');
  const turned = from.orientation.some(
    (cosine, index) => Math.abs(cosine - (to.orientation[index] ?? 0)) > 1e-3,
  );
  if (turned) throw notOnSlide('lies in another direction');
  return {
    origin: matrixFromSlide(slideFromMatrix(matrixPoint(0, 0), from), to),
    step: { x: from.mpp.x / to.mpp.x, y: from.mpp.y / to.mpp.y },
  };
}

const sameSize = (a: { width: number; height: number }, b: { width: number; height: number }) =>
  a.width === b.width && a.height === b.height;

const notOnSlide = (because: string): TimescopeError =>
  new TimescopeError('GEOMETRY', `The object ${because}, so it cannot be laid on this slide.`, {
    nextStep: 'Open the slide that it was made of.',
  });

const noPlace = (index: number): TimescopeError =>
  new TimescopeError(
    'GEOMETRY',
    `Frame ${index + 1} of the segmentation does not say where it lies on the slide.`,
    {
      nextStep: 'Export it with the position of each tile.',
    },
  );
