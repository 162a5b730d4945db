import { dcm, sct } from '@timescope/core/dicom/codes';
import type { Code } from '@timescope/core/dicom/contentItem';
import type { Rgb } from '@timescope/core/dicom/displayColour';
import { segmentOnSlide } from '@timescope/core/dicom/read/segmentOnSlide';
import type { Segmentation } from '@timescope/core/dicom/read/segmentation';
import type { Slide } from '@timescope/core/dicom/read/slide';
import type { SlideMatrix, SlideSegment } from '@timescope/core/dicom/write/slideSegmentation';
import { VERSION } from '@timescope/core/version';
import type { TissueClasses } from '../pipeline/tissueClasses.kernel';
import { coarserPlacement, levelMatrix, levelStep, placementOf } from './slideMatrix';

/** Pixels of a level on which a segmentation is stored, at most; a level has one bit a pixel and segment. Ours. */
const MOST_PIXELS = 1 << 26;
/** Tiles of a segmentation that has no level to follow. */
const OWN_TILE = 512;

type Step = Readonly<Record<'x' | 'y', number>>;

/** The tissue classes on the pixels of one level, and the matrix of that level. */
export interface TissueSegments {
  readonly matrix: SlideMatrix;
  /** Pixels of the finest level under one of the matrix'. */
  readonly step: Step;
  readonly segments: readonly SlideSegment[];
}

/**
 * A segment for each class that there is. The level is the coarsest whose pixels are not larger than the blocks; where
 * that is too large to be stored (a slide without coarse levels), the blocks are the pixels.
 * @returns undefined when no tissue was measured
 */
export function tissueSegments(classes: TissueClasses, slide: Slide): TissueSegments | undefined {
  const { matrix, step } = matrixFor(classes, slide);
  const segments = TISSUE_CLASSES.flatMap(({ value, ...described }) => {
    const mask = maskOf(classes, value, matrix, step);
    return mask.includes(1) ? [{ ...described, ...COMMON, mask: { ...sizeOf(matrix), values: mask } }] : [];
  });
  return segments.length === 0 ? undefined : { matrix, step, segments };
}

const sizeOf = ({ width, height }: SlideMatrix) => ({ width, height });

function matrixFor(
  { width, height, blockMatrix }: TissueClasses,
  slide: Slide,
): Pick<TissueSegments, 'matrix' | 'step'> {
  const fitting = slide.levels.filter(level => levelStep(slide, level).x <= blockMatrix.x);
  const level = fitting.at(-1);
  if (level && level.width * level.height <= MOST_PIXELS)
    return { matrix: levelMatrix(slide, level), step: levelStep(slide, level) };
  const placement = coarserPlacement(placementOf(slide), blockMatrix);
  const matrix = { width, height, tileWidth: OWN_TILE, tileHeight: OWN_TILE, placement, images: [] };
  return { matrix, step: blockMatrix };
}

/** Of each pixel the class of the block under its centre. */
function maskOf(
  { width, height, blockMatrix, values }: TissueClasses,
  value: number,
  matrix: SlideMatrix,
  step: Step,
): Uint8Array {
  const columns = under(matrix.width, step.x, blockMatrix.x);
  const rows = under(matrix.height, step.y, blockMatrix.y);
  const mask = new Uint8Array(matrix.width * matrix.height);
  for (let y = 0; y < matrix.height; y++) {
    const row = rows[y] ?? height;
    if (row >= height) continue;
    for (let x = 0; x < matrix.width; x++) {
      const column = columns[x] ?? width;
      if (column < width && values[row * width + column] === value) mask[y * matrix.width + x] = 1;
    }
  }
  return mask;
}

/** Which of the cells of another grid lies under the centre of each of these. */
const under = (count: number, own: number, other: number): Uint32Array =>
  Uint32Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) * own) / other));

/** The grid of the classes' blocks, and of the segmentation that holds them. */
export interface ClassGrid extends Omit<TissueClasses, 'values'> {
  readonly step: Step;
}

const NO_PIXEL = -1;

/**
 * The pixel that shows each block: that under its centre; at the slide's end the last, where that has its centre in the
 * block. A block without a pixel is so small a part of one that it holds no class.
 */
function pixelOfBlock(blocks: number, edge: number, step: number, pixels: number): Int32Array {
  const blockOf = under(pixels, step, edge);
  return Int32Array.from({ length: blocks }, (_, block) => {
    const pixel = Math.min(pixels - 1, Math.floor(((block + 0.5) * edge) / step));
    return blockOf[pixel] === block ? pixel : NO_PIXEL;
  });
}

/** The classes of a stored segmentation on their blocks again; without one there was no tissue. */
export function classesOfSegments(segmentation: Segmentation | undefined, grid: ClassGrid): TissueClasses {
  const { width, height, blockMatrix, step } = grid;
  const values = new Uint8Array(width * height);
  for (const { number, label } of segmentation?.segments ?? []) {
    const value = TISSUE_CLASSES.find(each => each.label === label)?.value;
    if (value === undefined || !segmentation) continue;
    const mask = segmentOnSlide(segmentation, number);
    const columns = pixelOfBlock(width, blockMatrix.x, step.x, mask.width);
    const rows = pixelOfBlock(height, blockMatrix.y, step.y, mask.height);
    values.forEach((_, block) => {
      const x = columns[block % width] ?? NO_PIXEL;
      const y = rows[Math.floor(block / width)] ?? NO_PIXEL;
      if (x !== NO_PIXEL && y !== NO_PIXEL && mask.values[y * mask.width + x] === 1) values[block] = value;
    });
  }
  return { width, height, blockMatrix, values };
}

/** In the order of their values; colours of the nine-class legend of Xu et al. for tumour and stroma. */
const TISSUE_CLASSES: readonly {
  readonly value: number;
  readonly label: string;
  readonly category: Code;
  readonly type: Code;
  readonly colour: Rgb;
}[] = [
  {
    value: 1,
    label: 'Tissue, not classified',
    category: sct('91723000', 'Anatomical structure'),
    type: sct('85756007', 'Tissue'),
    colour: [141, 141, 141],
  },
  {
    value: 2,
    label: 'Tumour',
    category: sct('49755003', 'Morphologically abnormal structure'),
    type: sct('108369006', 'Neoplasm'),
    colour: [230, 73, 22],
  },
  {
    value: 3,
    label: 'Stroma',
    category: sct('91723000', 'Anatomical structure'),
    type: sct('21793004', 'Connective tissue'),
    colour: [247, 188, 10],
  },
];

const COMMON = {
  algorithm: {
    kind: 'AUTOMATIC',
    family: dcm('123104', 'Morphological Operations'),
    name: 'TIMEscope tissue classes',
    version: VERSION,
  },
} as const;
