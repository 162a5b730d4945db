import { regionOnVolume } from '@timescope/core/dicom/read/regionOnVolume';
import type { RtContour, RtRegion, RtStructureSet } from '@timescope/core/dicom/read/rtStructureSet';
import { ctFromDicom } from '../../../harness/derivedFromCt';

/** 8 x 8 voxels of 1 mm on three slices, 5 mm apart. */
const ct = ctFromDicom([8, 8, 3]);

type Line = readonly (readonly [x: number, y: number])[];

const contour = (line: Line, z: number, kind = 'CLOSED_PLANAR'): RtContour => ({
  kind,
  pointsMm: Float64Array.from(line.flatMap(([x, y]) => [x, y, z])),
  imageUid: undefined,
});

const square = (from: number, to: number): Line => [[from, from], [to, from], [to, to], [from, to]]; // prettier-ignore

function read(contours: readonly RtContour[], frameOfReferenceUid = '2.25.102') {
  const region: RtRegion = {
    number: 1,
    name: 'GTV',
    description: undefined,
    colour: undefined,
    frameOfReferenceUid,
    contours,
  };
  const header = { sopInstanceUid: '2.25.1', frameOfReferenceUid } as RtStructureSet['header'];
  const { mask, warnings } = regionOnVolume({ header, regions: [region] }, region, ct);
  const rows = Array.from({ length: 24 }, (_, row) => mask.values.subarray(8 * row, 8 * row + 8).join(''));
  return { slices: [rows.slice(0, 8), rows.slice(8, 16), rows.slice(16)], warnings, mask };
}

const nothing = Array.from({ length: 8 }, () => '00000000');

test('a closed contour marks the voxels whose centres it encloses, on its slice alone', () => {
  const { slices, warnings } = read([contour(square(1.5, 4.5), 5)]);
  expect(slices[0]).toEqual(nothing);
  expect(slices[1]).toEqual([
    '00000000', '00000000', '00111000', '00111000', '00111000', '00000000', '00000000', '00000000',
  ]); // prettier-ignore
  expect(slices[2]).toEqual(nothing);
  expect(warnings).toEqual([]);
});

test('a contour within another is a hole', () => {
  const { slices } = read([contour(square(0.5, 5.5), 0), contour(square(2.5, 3.5), 0)]);
  expect(slices[0]?.slice(1, 6)).toEqual(['01111100', '01111100', '01101100', '01111100', '01111100']);
});

test('of a contour that crosses itself, what is enclosed twice is outside', () => {
  const twice: Line = [...square(0.5, 5.5), ...square(0.5, 2.5)];
  expect(read([contour(twice, 0)]).slices[0]?.slice(1, 4)).toEqual(['00011100', '00011100', '01111100']);
});

test('open lines and points enclose nothing and are named; an empty region is empty', () => {
  const { slices, warnings } = read([
    contour(square(1.5, 4.5), 0, 'OPEN_PLANAR'),
    contour([[1, 1]], 0, 'POINT'),
    contour(square(1.5, 4.5).slice(0, 2), 0),
  ]);
  expect(slices[0]).toEqual(nothing);
  expect(warnings.map(({ code }) => code)).toEqual(['OPEN_CONTOURS']);
  expect(read([])).toMatchObject({ slices: [nothing, nothing, nothing], warnings: [] });
});

test('a contour beside a slice counts for it with a warning, beyond the CT it is left out', () => {
  const beside = read([contour(square(1.5, 4.5), 6.5)]);
  expect(beside.mask.values.reduce((sum, voxel) => sum + voxel, 0)).toBe(9);
  expect(beside.warnings[0]).toMatchObject({ code: 'BESIDE_SLICES' });
  expect(read([contour(square(1.5, 4.5), 20)]).warnings[0]).toMatchObject({ code: 'OUTSIDE_CT' });
});

test('contours across slices, two planes on one slice and another frame of reference are refused', () => {
  const slanted = contour(square(1.5, 4.5), 0);
  slanted.pointsMm[2] = 5;
  expect(() => read([slanted])).toThrow('do not lie on one slice');
  expect(() => read([contour(square(1, 3), 4), contour(square(1, 3), 6)])).toThrow('fall on slice 1');
  expect(() => read([contour(square(1.5, 4.5), 0)], '2.25.103')).toThrow('another frame of reference');
});
