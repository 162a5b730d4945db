import { TimescopeError } from '../../errors';
import type { SlidePlacement, Vector3 } from '../../frames';
import { micrometresPerPixel } from '../../units';
import { item, items, number, numbers, text, type DicomJson } from '../json';

/** Where a frame of a derived object lies. */
export type FramePlace =
  | PatientPlane
  /** Pixels of the object's total pixel matrix, the upper left one of the frame, from 0. */
  | { readonly kind: 'slide'; readonly x: number; readonly y: number }
  /** The frame says only which image it belongs to. */
  | { readonly kind: 'image'; readonly sourceUid: string | undefined };

export interface PatientPlane {
  readonly kind: 'patient';
  /** Patient LPS position in mm of the centre of the first pixel. */
  readonly positionMm: Vector3;
  readonly row: Vector3;
  readonly column: Vector3;
  readonly spacingMm: { readonly x: number; readonly y: number };
  readonly sourceUid: string | undefined;
}

/** The matrix that the frames of a tiled object are parts of. */
export interface TiledMatrix {
  readonly width: number;
  readonly height: number;
  /** Undefined when the object does not say where it lies on the glass. */
  readonly placement: SlidePlacement | undefined;
}

export interface LaidOutFrame {
  /** From 1; undefined for a frame of all segments, or of none. */
  readonly segment: number | undefined;
  readonly place: FramePlace;
}

/** Undefined for an object that is not tiled. */
export function tiledMatrix(dataset: DicomJson): TiledMatrix | undefined {
  const width = number(dataset, '00480006');
  const height = number(dataset, '00480007');
  if (width === undefined || height === undefined) return undefined;
  return { width, height, placement: matrixPlacement(dataset) };
}

/**
 * Segment and place of every frame, from the functional groups (shared, then its own), or from their order (TILED_FULL:
 * row by row, segment by segment).
 * @param segments numbers in the order of the segments, for objects whose order says the segment; else empty
 * @throws TimescopeError GEOMETRY when the number of frames is not that of the tiles.
 */
export function laidOutFrames(dataset: DicomJson, segments: readonly number[]): readonly LaidOutFrame[] {
  const perFrame = items(dataset, '52009230');
  const frames = number(dataset, '00280008') ?? 1;
  const matrix = tiledMatrix(dataset);
  const ordered = text(dataset, '00209311') === 'TILED_FULL' || (matrix && perFrame.length === 0);
  if (matrix && ordered) return tilesInOrder(dataset, matrix, frames, segments);
  const shared = item(dataset, '52009229') ?? {};
  return Array.from({ length: frames }, (_, index) => {
    const groups = { ...shared, ...perFrame[index] };
    const identification = item(groups, '0062000A');
    const named = identification && number(identification, '0062000B');
    return { segment: named ?? onlyOne(segments), place: placeOf(groups, matrix !== undefined) };
  });
}

const onlyOne = (segments: readonly number[]) => (segments.length === 1 ? segments[0] : undefined);

function tilesInOrder(
  dataset: DicomJson,
  { width, height }: TiledMatrix,
  frames: number,
  segments: readonly number[],
): readonly LaidOutFrame[] {
  const tileWidth = number(dataset, '00280011') ?? 1;
  const tileHeight = number(dataset, '00280010') ?? 1;
  const across = Math.ceil(width / tileWidth);
  const tiles = across * Math.ceil(height / tileHeight);
  const wanted = tiles * Math.max(1, segments.length);
  if (frames !== wanted) throw wrongFrames(frames, wanted);
  return Array.from({ length: frames }, (_, index) => {
    const tile = index % tiles;
    const place = {
      kind: 'slide',
      x: (tile % across) * tileWidth,
      y: Math.floor(tile / across) * tileHeight,
    } as const;
    return { segment: segments[Math.floor(index / tiles)], place };
  });
}

const wrongFrames = (frames: number, wanted: number): TimescopeError =>
  new TimescopeError('GEOMETRY', `The object has ${frames} frames, its tiles and segments are ${wanted}.`, {
    nextStep: 'Export the object again, with every tile or with the position of each frame.',
  });

function placeOf(groups: DicomJson, isTiled: boolean): FramePlace {
  const sourceUid = sourceOf(groups);
  if (isTiled) {
    const tile = item(groups, '0048021A');
    const [x, y] = tile ? [number(tile, '0048021E'), number(tile, '0048021F')] : [];
    return x === undefined || y === undefined
      ? { kind: 'image', sourceUid }
      : { kind: 'slide', x: x - 1, y: y - 1 };
  }
  const position = numbers(item(groups, '00209113') ?? {}, '00200032');
  const cosines = numbers(item(groups, '00209116') ?? {}, '00200037');
  const [y, x] = numbers(item(groups, '00289110') ?? {}, '00280030');
  if (position.length !== 3 || cosines.length !== 6 || x === undefined || y === undefined)
    return { kind: 'image', sourceUid };
  return {
    kind: 'patient',
    positionMm: vector(position, 0),
    row: vector(cosines, 0),
    column: vector(cosines, 3),
    spacingMm: { x, y },
    sourceUid,
  };
}

const vector = (from: readonly number[], at: number): Vector3 => [
  from[at] ?? 0,
  from[at + 1] ?? 0,
  from[at + 2] ?? 0,
];

/** The one image that a frame was derived from; of several none tells the place. */
function sourceOf(groups: DicomJson): string | undefined {
  const sources = items(groups, '00089124').flatMap(derivation => items(derivation, '00082112'));
  const [first, ...others] = sources.map(source => text(source, '00081155'));
  return others.every(uid => uid === first) ? first : undefined;
}

function matrixPlacement(dataset: DicomJson): SlidePlacement | undefined {
  const shared = item(dataset, '52009229') ?? item(dataset, '52009230') ?? {};
  const [spacingY, spacingX] = numbers(item(shared, '00289110') ?? {}, '00280030');
  const origin = item(dataset, '00480008') ?? {};
  const [x, y] = [number(origin, '0040072A'), number(origin, '0040073A')];
  const [a, b, c, d, e, f] = numbers(dataset, '00480102');
  if (x === undefined || y === undefined || f === undefined || !spacingX || !spacingY) return undefined;
  return {
    originMm: { x, y },
    orientation: [a ?? 0, b ?? 0, c ?? 0, d ?? 0, e ?? 0, f],
    mpp: { x: micrometresPerPixel(spacingX * 1000), y: micrometresPerPixel(spacingY * 1000) },
  };
}
