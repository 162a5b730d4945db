import type { ParametricMap } from '@timescope/core/dicom/read/parametricMap';
import { ctSlice, type CtSlice } from '@timescope/core/dicom/read/ctSlice';
import type { Vector3 } from '@timescope/core/frames';
import { heatOnSlice } from '@timescope/core/report/pictures/heatOnSlice';

/** 6 x 4 pixels of 2 x 2 mm, the first centre at (10, 20, 30). */
const slice: CtSlice = ctSlice({
  transferSyntax: '1.2.840.10008.1.2.1',
  pixels: new Uint8Array(0),
  dataset: {
    '00080018': { vr: 'UI', Value: ['2.25.1'] },
    '00200032': { vr: 'DS', Value: [10, 20, 30] },
    '00200037': { vr: 'DS', Value: [1, 0, 0, 0, 1, 0] },
    '00200052': { vr: 'UI', Value: ['2.25.9'] },
    '00280010': { vr: 'US', Value: [4] },
    '00280011': { vr: 'US', Value: [6] },
    '00280030': { vr: 'DS', Value: [2, 2] },
  },
});

interface Laid {
  readonly at: Vector3;
  readonly row?: Vector3;
  readonly column?: Vector3;
  readonly spacing?: number;
  readonly frameOfReferenceUid?: string;
}

const mapOf = (columns: number, values: readonly number[], laid: Laid): ParametricMap => ({
  header: { frameOfReferenceUid: laid.frameOfReferenceUid ?? '2.25.9' } as ParametricMap['header'],
  ...{ quantity: undefined, unit: undefined, explanation: undefined, matrix: undefined, notMapped: -1 },
  columns,
  rows: values.length / columns,
  frames: [
    {
      values: Float32Array.from(values),
      place: {
        kind: 'patient',
        positionMm: laid.at,
        row: laid.row ?? [1, 0, 0],
        column: laid.column ?? [0, 1, 0],
        spacingMm: { x: laid.spacing ?? 2, y: laid.spacing ?? 2 },
        sourceUid: undefined,
      },
    },
  ],
});

/** A row of text a row of pixels, tenths; - where the map has none. */
const tenths = (map: ParametricMap) => {
  const { width, height, values } = heatOnSlice(map, slice);
  return Array.from({ length: height }, (_, y) =>
    [...values.subarray(y * width, (y + 1) * width)]
      .map(value => (Number.isNaN(value) ? '-' : String(Math.round(10 * value))))
      .join(' '),
  );
};

test('a map of 2 x 2 pixels lands where its own position says', () => {
  expect(tenths(mapOf(2, [0.1, 0.2, 0.3, 0.4], { at: [14, 22, 30] }))).toEqual([
    '- - - - - -',
    '- - 1 2 - -',
    '- - 3 4 - -',
    '- - - - - -',
  ]);
});

test('a mirrored map, and one with rows and columns exchanged, are laid as they say', () => {
  const mirrored = { at: [16, 22, 30], row: [-1, 0, 0] } as const;
  expect(tenths(mapOf(2, [0.1, 0.2, 0.3, 0.4], mirrored)).slice(1, 3)).toEqual([
    '- - 2 1 - -',
    '- - 4 3 - -',
  ]);
  const turned = { at: [14, 22, 30], row: [0, 1, 0], column: [1, 0, 0] } as const;
  expect(tenths(mapOf(2, [0.1, 0.2, 0.3, 0.4], turned)).slice(1, 3)).toEqual(['- - 1 3 - -', '- - 2 4 - -']);
});

test('pixels twice as large are read between their centres', () => {
  const wide = mapOf(2, [0, 0.8, 0, 0.8], { at: [11, 21, 30], spacing: 4 });
  expect(tenths(wide)).toEqual(Array(4).fill('0 2 6 8 - -'));
});

test('what was not mapped stays empty and does not fade its neighbours', () => {
  expect(tenths(mapOf(3, [-1, 1, 1, -1, 1, 1], { at: [10, 20, 30] })).slice(0, 2)).toEqual(
    Array(2).fill('- 10 10 - - -'),
  );
});

test('a map of another slice, another direction or another frame of reference is refused', () => {
  const where = 'The stored heat map does not lie on the stored slice.';
  const map = (laid: Laid) => () => heatOnSlice(mapOf(1, [1], laid), slice);
  expect(map({ at: [10, 20, 35] })).toThrow(where);
  expect(map({ at: [10, 20, 30], column: [0, 0, -1] })).toThrow(where);
  expect(map({ at: [10, 20, 30], frameOfReferenceUid: '2.25.10' })).toThrow(where);
});
