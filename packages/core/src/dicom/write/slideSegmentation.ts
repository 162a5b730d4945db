import { matrixPoint, slideFromMatrix, type SlidePlacement } from '../../frames';
import type { Raster } from '../../raster';
import type { Code, ReferencedObject } from '../contentItem';
import { decimalString } from '../decimalString';
import { SEGMENTATION_STORAGE } from './ctSegmentation';
import type { Dataset } from './dataset';
import { derivedFrom, dimensions, sourceSeries } from './derivedImage';
import { contentIdentification, derivedModules, type DerivedObject } from './derivedModules';
import type { DicomObject } from './resultObjects';
import { binaryPixels, packedBits, segmentItems, type SegmentDescription } from './segmentItems';
import { withPixels } from './withPixels';

/** The total pixel matrix of one level of a slide. */
export interface SlideMatrix {
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Of this level: its own pixel size, and where the centre of its first pixel lies. */
  readonly placement: SlidePlacement;
  /** Instances of the level (several only for a concatenation). */
  readonly images: readonly ReferencedObject[];
}

/** A segment with its pixels over the whole matrix: 0 outside. */
export interface SlideSegment extends SegmentDescription {
  readonly mask: Raster<Uint8Array>;
}

/**
 * Tissue classes as a binary segmentation with the matrix and the tiles of one level. Every tile is there, segment by
 * segment, row by row (TILED_FULL): other viewers misplace sparse tilings and those at a spacing of their own. Each frame
 * says its segment and place all the same, for readers that do not count.
 */
export function slideSegmentation(
  about: DerivedObject,
  matrix: SlideMatrix,
  segments: readonly SlideSegment[],
): DicomObject {
  const frames = segments.flatMap(({ mask }, index) => tilesOf(mask, matrix, index + 1));
  const dataset: Dataset = {
    ...derivedModules(about, SEGMENTATION_STORAGE, 'SEG'),
    ...about.source.frameOfReference,
    ...about.source.specimen,
    PatientOrientation: '',
    ...contentIdentification(about),
    ...binaryPixels(frames.length, matrix.tileHeight, matrix.tileWidth),
    ...sourceSeries(about.source),
    ...matrixModule(matrix),
    ...dimensions(about, [
      ['Segment', 0x0062000b, 0x0062000a],
      ['Row of the tile', 0x0048021f, 0x0048021a],
      ['Column of the tile', 0x0048021e, 0x0048021a],
    ]),
    DimensionOrganizationType: 'TILED_FULL',
    SegmentSequence: segmentItems(segments),
    SharedFunctionalGroupsSequence: [
      { ...pixelMeasures(matrix.placement), ...derivedFrom(matrix.images, SEGMENTATION) },
    ],
    PerFrameFunctionalGroupsSequence: frames.map(tile => tileGroups(tile, matrix)),
  };
  const bits = packedBits(
    frames.map(({ values }) => values),
    matrix.tileWidth * matrix.tileHeight,
  );
  return withPixels(about.name, dataset, bits, 'OB');
}

/** PS3.16 CID 7203. */
const SEGMENTATION: Code = { value: '113076', scheme: 'DCM', meaning: 'Segmentation' };

/** Nominal thickness of a histological section, 4 um. */
const SECTION_MM = '0.004';

export const pixelMeasures = ({ mpp }: SlidePlacement): Dataset => ({
  PixelMeasuresSequence: [
    { PixelSpacing: [decimalString(mpp.y / 1000), decimalString(mpp.x / 1000)], SliceThickness: SECTION_MM },
  ],
});

/** Total pixel matrix attributes (PS3.3 C.8.12.14 and C.8.20.2). */
export function matrixModule({ width, height, placement }: Omit<SlideMatrix, 'images'>): Dataset {
  return {
    TotalPixelMatrixColumns: width,
    TotalPixelMatrixRows: height,
    TotalPixelMatrixFocalPlanes: 1,
    TotalPixelMatrixOriginSequence: [
      {
        XOffsetInSlideCoordinateSystem: decimalString(placement.originMm.x),
        YOffsetInSlideCoordinateSystem: decimalString(placement.originMm.y),
        ZOffsetInSlideCoordinateSystem: '0',
      },
    ],
    ImageOrientationSlide: placement.orientation.map(decimalString),
  };
}

interface SegmentTile {
  readonly segment: number;
  /** Upper left pixel in the matrix. */
  readonly x: number;
  readonly y: number;
  readonly values: Uint8Array;
}

function tilesOf(
  mask: Raster<Uint8Array>,
  { width, height, tileWidth, tileHeight }: SlideMatrix,
  segment: number,
): SegmentTile[] {
  const tiles: SegmentTile[] = [];
  for (let y = 0; y < height; y += tileHeight)
    for (let x = 0; x < width; x += tileWidth)
      tiles.push({ segment, x, y, values: tileAt(mask, x, y, tileWidth, tileHeight) });
  return tiles;
}

/** Tiles at the right and lower edge reach over the matrix; nothing is marked there. */
function tileAt({ width, height, values }: Raster<Uint8Array>, x: number, y: number, w: number, h: number) {
  const tile = new Uint8Array(w * h);
  for (let row = 0; row < Math.min(h, height - y); row++) {
    const from = (y + row) * width + x;
    tile.set(values.subarray(from, from + Math.min(w, width - x)), row * w);
  }
  return tile;
}

function tileGroups(
  { segment, x, y }: SegmentTile,
  { tileWidth, tileHeight, placement }: SlideMatrix,
): Dataset {
  return {
    FrameContentSequence: [{ DimensionIndexValues: [segment, y / tileHeight + 1, x / tileWidth + 1] }],
    ...tilePosition(x, y, placement),
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment }],
  };
}

/** Plane position on the slide of the tile whose upper left pixel is (x, y), from 0. */
export function tilePosition(x: number, y: number, placement: SlidePlacement): Dataset {
  const corner = slideFromMatrix(matrixPoint(x + 0.5, y + 0.5), placement);
  return {
    PlanePositionSlideSequence: [
      {
        ColumnPositionInTotalImagePixelMatrix: x + 1,
        RowPositionInTotalImagePixelMatrix: y + 1,
        XOffsetInSlideCoordinateSystem: decimalString(Number(corner.x.toFixed(8))),
        YOffsetInSlideCoordinateSystem: decimalString(Number(corner.y.toFixed(8))),
        ZOffsetInSlideCoordinateSystem: '0',
      },
    ],
  };
}
