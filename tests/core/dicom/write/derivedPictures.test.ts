import { readEncapsulatedPdf } from '@timescope/core/dicom/read/encapsulatedPdf';
import { readParametricMap } from '@timescope/core/dicom/read/parametricMap';
import { readSecondaryCapture } from '@timescope/core/dicom/read/secondaryCapture';
import { readSegmentation } from '@timescope/core/dicom/read/segmentation';
import { matrixOnSlide, segmentOnSlide } from '@timescope/core/dicom/read/segmentOnSlide';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { dcm, sct, ucum } from '@timescope/core/dicom/codes';
import { encapsulatedPdf } from '@timescope/core/dicom/write/encapsulatedPdf';
import { ctParametricMap, slideParametricMap, NOT_MAPPED } from '@timescope/core/dicom/write/parametricMap';
import { secondaryCapture } from '@timescope/core/dicom/write/secondaryCapture';
import { slideSegmentation, type SlideMatrix } from '@timescope/core/dicom/write/slideSegmentation';
import type { SlidePlacement } from '@timescope/core/frames';
import { micrometresPerPixel } from '@timescope/core/units';
import type { Raster } from '@timescope/core/raster';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ctFromDicom, derivedFrom, headersOf } from '../../../harness/derivedFromCt';
import { errorsIn, warningsIn } from '../../../harness/dicomOracles';

const ct = ctFromDicom([9, 7, 4]);
const ofCt = headersOf(ct);

/** One level of a slide, 23 x 17 pixels of 2 um in tiles of 8 x 8. */
const placement: SlidePlacement = {
  originMm: { x: 12.001, y: 20.001 },
  orientation: [0, 1, 0, 1, 0, 0],
  mpp: { x: micrometresPerPixel(2), y: micrometresPerPixel(2) },
};
const level = { sopClassUid: '1.2.840.10008.5.1.4.1.1.77.1.6', sopInstanceUid: '2.25.301' };
const matrix: SlideMatrix = {
  width: 23,
  height: 17,
  tileWidth: 8,
  tileHeight: 8,
  placement,
  images: [level],
};
const ofSlide = [
  {
    ...ofCt[0],
    '00080016': { vr: 'UI', Value: [level.sopClassUid] },
    '00080018': { vr: 'UI', Value: [level.sopInstanceUid] },
    '00201040': { vr: 'LO', Value: ['SLIDE_CORNER'] },
    '00400512': { vr: 'LO', Value: ['S-1'] },
    '00400513': { vr: 'SQ' },
    '00400518': {
      vr: 'SQ',
      Value: [
        {
          '00080100': { vr: 'SH', Value: ['433466003'] },
          '00080102': { vr: 'SH', Value: ['SCT'] },
          '00080104': { vr: 'LO', Value: ['Microscope slide'] },
        },
      ],
    },
    '00400560': {
      vr: 'SQ',
      Value: [
        {
          '00400551': { vr: 'LO', Value: ['S-1-A'] },
          '00400554': { vr: 'UI', Value: ['2.25.302'] },
          '00400562': { vr: 'SQ' },
          '00400610': { vr: 'SQ' },
        },
      ],
    },
  },
];

const raster = <Values extends Uint8Array | Float32Array>(
  width: number,
  height: number,
  values: Values,
  at: (x: number, y: number) => number,
): Raster<Values> => {
  for (let pixel = 0; pixel < width * height; pixel++)
    values[pixel] = at(pixel % width, Math.floor(pixel / width));
  return { width, height, values };
};

const mask = (inside: (x: number, y: number) => boolean) =>
  raster(23, 17, new Uint8Array(23 * 17), (x, y) => (inside(x, y) ? 1 : 0));

const tissue = {
  label: 'Tumour',
  category: sct('49755003', 'Morphologically abnormal structure'),
  type: sct('108369006', 'Neoplasm'),
  algorithm: { kind: 'AUTOMATIC', family: dcm('123110', 'Artificial Intelligence'), name: 'A', version: '1' },
  colour: [200, 0, 0],
} as const;

test('tissue classes are read as the same pixels, to the edge tiles', () => {
  const masks = [mask((x, y) => (x + y) % 3 === 0), mask((x, y) => x > 20 && y > 14), mask(() => false)];
  const { bytes } = slideSegmentation(
    derivedFrom(ofSlide, 'tissue'),
    matrix,
    masks.map(one => ({ ...tissue, mask: one })),
  );
  const read = readSegmentation(bytes);
  expect(read.frames).toHaveLength(3 * 9);
  expect(read.matrix).toEqual({ width: 23, height: 17, placement });
  masks.forEach((one, index) => expect(segmentOnSlide(read, index + 1)).toEqual(one));
  expect(errorsIn(bytes)).toEqual([]);
  expect(warningsIn(bytes)).toEqual([]);
});

const finest = { width: 92, height: 68 };
const slide = {
  frameOfReferenceUid: '2.25.102',
  levels: [finest, { width: 23, height: 17 }],
  placement: {
    ...placement,
    originMm: { x: 12, y: 20 },
    mpp: { x: micrometresPerPixel(0.5), y: micrometresPerPixel(0.5) },
  },
} as unknown as Slide;

test('pixels of a level lie on those of the finest level, those of another raster where it says', () => {
  const header = { frameOfReferenceUid: '2.25.102' };
  expect(matrixOnSlide({ matrix: { width: 23, height: 17, placement }, header }, slide)).toEqual({
    origin: { frame: 'matrix', x: 0, y: 0 },
    step: { x: 4, y: 4 },
  });
  // Its first centre, 1 um from that of the finest level, is 2 pixels further; its corner lies 2 pixels (1 um) before.
  const off = matrixOnSlide({ matrix: { width: 10, height: 9, placement }, header }, slide);
  expect(off.step).toEqual({ x: 4, y: 4 });
  expect(off.origin.x).toBeCloseTo(0.5, 6);
  expect(off.origin.y).toBeCloseTo(0.5, 6);
  const other = { frameOfReferenceUid: '2.25.999' };
  expect(() => matrixOnSlide({ matrix: { width: 10, height: 9, placement }, header: other }, slide)).toThrow(
    'another frame of reference',
  );
});

const share = {
  quantity: dcm('130403', 'Class activation'),
  derivation: dcm('130403', 'Class activation'),
  unit: ucum('1', 'no units'),
  explanation: 'Share of the greatest activation',
};

/** Without Laterality it is an error: the validator does not know that the CT shows no paired part. */
const LATERALITY_UNKNOWN = expect.stringContaining(
  '</Laterality(0020,0060)> - is only permitted to be empty',
) as string;

test('a map on a CT slice keeps its floats bit for bit, and its place', () => {
  const values = raster(9, 7, new Float32Array(63), (x, y) => (x === 0 ? NOT_MAPPED : (x * y) / 48));
  const { bytes } = ctParametricMap(derivedFrom(ofCt, 'gradcam-tsr'), ct, 2, { ...share, raster: values });
  const read = readParametricMap(bytes);
  expect(read).toMatchObject({
    rows: 7,
    columns: 9,
    notMapped: NOT_MAPPED,
    quantity: share.quantity,
    unit: share.unit,
  });
  expect(read.frames).toHaveLength(1);
  expect(read.frames[0]?.values).toEqual(values.values);
  expect(read.frames[0]?.place).toMatchObject({
    kind: 'patient',
    positionMm: ct.slicePositionsMm[2],
    sourceUid: ct.sliceUids[2],
  });
  expect(errorsIn(bytes)).toEqual([]);
  expect(warningsIn(bytes)).toEqual([LATERALITY_UNKNOWN]);
});

test('a map of integers with a real-world slope, a mapping for each frame, gives its real values', () => {
  const values = raster(9, 7, new Float32Array(63), (x, y) => 2 + 0.25 * (x + 10 * y));
  const { bytes } = ctParametricMap(derivedFrom(ofCt, 'map'), ct, 2, { ...share, raster: values });
  const folder = mkdtempSync(path.join(tmpdir(), 'timescope-map-'));
  const [from, to] = [path.join(folder, 'float.dcm'), path.join(folder, 'integer.dcm')];
  writeFileSync(from, bytes);
  const script = path.join(import.meta.dirname, '../../../oracles/integer_map.py');
  execFileSync('/usr/bin/python3', [script, from, to, '0.25', '2']);
  const read = readParametricMap(readFileSync(to));
  rmSync(folder, { recursive: true });
  expect(read).toMatchObject({ quantity: share.quantity, unit: share.unit, notMapped: undefined });
  expect(read.frames[0]?.values).toEqual(values.values);
});

test('a map of a slide keeps its floats bit for bit, and its place', () => {
  const values = raster(5, 3, new Float32Array(15), (x, y) => x * 1.1 + y);
  const coarse = { ...placement, mpp: { x: micrometresPerPixel(10), y: micrometresPerPixel(10) } };
  const { bytes } = slideParametricMap(derivedFrom(ofSlide, 'map-percent-positive'), coarse, [level], {
    ...share,
    raster: values,
  });
  const read = readParametricMap(bytes);
  expect(read.frames[0]?.values).toEqual(values.values);
  expect(read.frames[0]?.place).toEqual({ kind: 'slide', x: 0, y: 0 });
  expect(read.matrix).toEqual({ width: 5, height: 3, placement: coarse });
  expect(errorsIn(bytes)).toEqual([]);
  expect(warningsIn(bytes)).toEqual([]);
});

test('a crop is stored as a secondary capture without anything drawn into it', () => {
  const grey = raster(5, 3, new Uint8Array(15), (x, y) => 17 * (x + y));
  const { bytes } = secondaryCapture(derivedFrom(ofCt, 'crop'), grey, [level]);
  const read = readSecondaryCapture(bytes);
  expect(read.picture).toEqual(grey);
  expect(read.header).toMatchObject({ sourceUids: [level.sopInstanceUid] });
  expect(errorsIn(bytes)).toEqual([]);
  expect(warningsIn(bytes)).toEqual([LATERALITY_UNKNOWN]);
});

test('a PDF of any length comes back as it was', () => {
  for (const length of [10, 11, 5001]) {
    // As node reads a file: a view into more bytes.
    const pdf = Buffer.from(Uint8Array.from({ length: length + 9 }, (_, at) => (at + 242) % 251)).subarray(9);
    const { bytes } = encapsulatedPdf(derivedFrom(ofCt, 'report-pdf'), {
      title: 'TIMEscope CT report',
      concept: dcm('126000', 'Imaging Measurement Report'),
      bytes: pdf,
      sources: [level],
    });
    expect(readEncapsulatedPdf(Buffer.from(bytes))).toMatchObject({
      title: 'TIMEscope CT report',
      pdf: new Uint8Array(pdf),
    });
    expect(errorsIn(bytes)).toEqual([]);
    expect(warningsIn(bytes)).toEqual([]);
  }
});
