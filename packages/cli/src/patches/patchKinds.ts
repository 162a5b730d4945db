import type { PixelRect, Raster, RgbRaster } from '@timescope/core/raster';
import { PATCH_CLASSES, PATCH_MPP } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchNetworks';
import { ringEdges } from '@timescope/extension-ihc-scoring/pipeline/annotations/ringEdges';
import { WORKING_MPP } from '@timescope/extension-ihc-scoring/pipeline/detection/workingMpp';
import { MAP_CLASSES, type MapClass } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import type { WorkingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { drawnLabels, type DrawnLabels, type MatrixSize } from './drawnLabels';
import type { DrawnObjects } from './drawnObjects';
import { outlinedNuclei, type OutlinedNuclei } from './outlinedNuclei';
import { classTiles, nucleusPictures, tissuePatches, type OnDone } from './plannedPatches';

/** A patch's files by folder, images last, and what it adds to the counts that are told. */
export interface WrittenPatch {
  readonly files: Readonly<Record<string, Raster<Uint8Array | Uint16Array>>>;
  readonly counts: Readonly<Record<string, number>>;
}

/** What a training reads: train_tissue.py, train_tiles.py, train_nuclei.py. */
export interface PatchKind {
  readonly mpp: number;
  /** A folder that another kind writes: the kinds do not mix. */
  readonly foreign: string;
  /** What has to be drawn, for the reader of an empty export. */
  readonly expects: string;
  readonly plan: (
    drawn: DrawnObjects,
    frame: WorkingFrame,
    matrix: MatrixSize,
    onDone: OnDone,
  ) => Iterable<PlannedPatch>;
}

export interface PlannedPatch {
  /** Pixels of the frame. */
  readonly at: PixelRect;
  readonly withPixels: (rgb: RgbRaster) => WrittenPatch;
}

export const PATCH_KINDS = {
  tissue: {
    mpp: PATCH_MPP,
    foreign: 'labels',
    expects: 'areas of the classes Tumor, Stroma, Background, Other or one of the nine tissue classes',
    *plan(drawn, frame, matrix, onDone) {
      const labels = drawnLabels(drawn, frame, matrix);
      const nuclei = outlinedNuclei(drawn, frame, matrix);
      for (const at of tissuePatches(labels, frame, onDone))
        yield { at, withPixels: rgb => tissuePatch(at, rgb, labels, nuclei) };
    },
  },
  tiles: {
    mpp: WORKING_MPP,
    foreign: 'images',
    expects:
      'areas of the nine tissue classes (Tumor, Stroma, MUS ...) that hold a whole tile, 112 um wide and high',
    *plan(drawn, frame, matrix, onDone) {
      for (const { className, ...at } of classTiles(drawnLabels(drawn, frame, matrix), frame, onDone))
        yield { at, withPixels: rgb => ({ files: { [className]: rgb }, counts: { [className]: 1 } }) };
    },
  },
  nuclei: {
    mpp: WORKING_MPP,
    foreign: 'masks',
    expects:
      'outlined nuclei (cells, detections or annotations of the class Nucleus) and around them a Region of at least 32 um in which every nucleus is outlined',
    *plan(drawn, frame, matrix, onDone) {
      const nuclei = outlinedNuclei(drawn, frame, matrix);
      const regions = drawn.limits.filter(({ role }) => role === 'region');
      const boxes = regions.map(({ rings }) => ringEdges(rings).bounds);
      if (!nuclei) return;
      for (const at of nucleusPictures(nuclei, boxes, frame, onDone))
        yield { at, withPixels: rgb => nucleusPicture(at, rgb, nuclei) };
    },
  },
} as const satisfies Readonly<Record<string, PatchKind>>;

export type PatchKindName = keyof typeof PATCH_KINDS;

/** In a mask of train_tissue.py. */
const NOT_DRAWN = 255;

/** The four classes of the AutoIHC paper that the classes of tissue belong to. */
const PATCH_CLASS: Readonly<Partial<Record<MapClass, (typeof PATCH_CLASSES)[number]>>> = {
  TUM: 'tumour',
  STR: 'stroma',
  ADI: 'background',
  BAC: 'background',
};

/** By a label's code. */
const MASK_VALUES: readonly number[] = [
  NOT_DRAWN,
  ...MAP_CLASSES.map(name => PATCH_CLASSES.indexOf(PATCH_CLASS[name] ?? 'other')),
];

function tissuePatch(
  at: PixelRect,
  rgb: RgbRaster,
  labels: DrawnLabels,
  nuclei: OutlinedNuclei | undefined,
): WrittenPatch {
  const values = labels.labelsIn(at).map(code => MASK_VALUES[code] ?? NOT_DRAWN);
  const pixels = (value: number) => values.reduce((sum, each) => sum + (each === value ? 1 : 0), 0);
  const known = nuclei?.knownIn(at);
  return {
    files: {
      masks: { ...at, values },
      ...(known?.includes(1) && { nuclei: numberColours(at, known, nuclei?.numbersIn(at)) }),
      images: rgb,
    },
    counts: {
      ...Object.fromEntries(PATCH_CLASSES.map((name, value) => [name, pixels(value)])),
      'not drawn': pixels(NOT_DRAWN),
    },
  };
}

/** Numbers as red + 256 green; transparent where it is not known whether a nucleus lies there. */
function numberColours(
  at: PixelRect,
  known: Uint8Array,
  numbers: Uint16Array = new Uint16Array(),
): Raster<Uint8Array> {
  const values = new Uint8Array(4 * at.width * at.height);
  known.forEach((is, pixel) => {
    const number = numbers[pixel] ?? 0;
    if (is === 1) values.set([number & 255, number >> 8, 0, 255], 4 * pixel);
  });
  return { ...at, values };
}

function nucleusPicture(at: PixelRect, rgb: RgbRaster, nuclei: OutlinedNuclei): WrittenPatch {
  const values = nuclei.numbersIn(at);
  const count = new Set(values).size - (values.includes(0) ? 1 : 0);
  return { files: { labels: { ...at, values }, images: rgb }, counts: { nuclei: count } };
}
