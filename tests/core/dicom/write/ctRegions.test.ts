import { readRtStructureSet } from '@timescope/core/dicom/read/rtStructureSet';
import { regionOnVolume } from '@timescope/core/dicom/read/regionOnVolume';
import { readSegmentation } from '@timescope/core/dicom/read/segmentation';
import { segmentOnVolume } from '@timescope/core/dicom/read/segmentOnVolume';
import { ctSegmentation } from '@timescope/core/dicom/write/ctSegmentation';
import { rtStructureSet, type VolumeRegion } from '@timescope/core/dicom/write/rtStructureSet';
import type { SegmentDescription } from '@timescope/core/dicom/write/segmentItems';
import { rgbOfCieLab, cieLabOf } from '@timescope/core/dicom/displayColour';
import { sct, dcm } from '@timescope/core/dicom/codes';
import type { CtVolume } from '@timescope/core/volume';
import { errorsIn, warningsIn } from '../../../harness/dicomOracles';
import { ctFromDicom, derivedFrom, headersOf } from '../../../harness/derivedFromCt';

const axial = ctFromDicom([13, 11, 5], undefined, [0.7, 0.9, 5]);
/** Rows run backwards and the plane is tilted against the patient's axes. */
const turned: CtVolume = {
  ...axial,
  placement: {
    ...axial.placement,
    originMm: [10, -20, 30],
    row: [-0.8, 0.6, 0],
    column: [0, 0, -1],
    slice: [-3, -4, 0],
  },
  slicePositionsMm: [0, 1, 2, 3, 4].map(k => [10 - 3 * k, -20 - 4 * k, 30] as const),
};

const tumour: SegmentDescription = {
  label: 'Tumour',
  category: sct('49755003', 'Morphologically abnormal structure'),
  type: sct('108369006', 'Neoplasm'),
  algorithm: { kind: 'MANUAL' },
  colour: [220, 60, 40],
  tracking: { id: 'Tumour 1', uid: '2.25.900' },
};
const found: SegmentDescription = {
  label: 'Found',
  category: tumour.category,
  type: tumour.type,
  algorithm: {
    kind: 'AUTOMATIC',
    family: dcm('123110', 'Artificial Intelligence'),
    name: 'Finder',
    version: '1',
  },
  colour: [0, 255, 0],
};

/** Numbers from 0 to 1 that follow from the seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Blots with holes, corners that touch, and slices without any. */
function blots({ size: [nx, ny, nz] }: CtVolume, seed: number): Uint8Array {
  const next = dice(seed);
  const share = [0, 0.2, 0.5, 0.8, 1];
  return Uint8Array.from({ length: nx * ny * nz }, (_, at) =>
    next() < (share[(Math.floor(at / (nx * ny)) + seed) % 5] ?? 0) ? 1 : 0,
  );
}

describe.each([
  ['axial', axial],
  ['turned', turned],
])('on %s slices', (_, ct) => {
  const headers = headersOf(ct);

  test('what is written as a segmentation is read as the same voxels, an empty segment too', () => {
    const values = [blots(ct, 3), new Uint8Array(blots(ct, 4).length)];
    const { bytes } = ctSegmentation(derivedFrom(headers, 'roi-seg'), ct, [
      { ...tumour, values: values[0] ?? new Uint8Array() },
      { ...found, values: values[1] ?? new Uint8Array() },
    ]);
    const read = readSegmentation(bytes);
    expect(read.segments).toMatchObject([
      {
        number: 1,
        label: 'Tumour',
        algorithm: { kind: 'MANUAL' },
        colour: [220, 60, 40],
        trackingUid: '2.25.900',
      },
      { number: 2, label: 'Found', algorithm: { kind: 'AUTOMATIC', name: 'Finder' }, type: tumour.type },
    ]);
    expect(read.header).toMatchObject({ creator: 'Reader^One', date: '20261122', sourceUids: ct.sliceUids });
    values.forEach((wanted, index) => {
      const { mask, warnings } = segmentOnVolume(read, index + 1, ct);
      expect(mask).toEqual({ values: wanted, size: ct.size, placement: ct.placement });
      expect(warnings).toEqual([]);
    });
  });

  test('what is written as contours is read as the same voxels, on 15 masks full of holes', () => {
    for (let seed = 1; seed <= 15; seed++) {
      const region: VolumeRegion = {
        name: 'GTV',
        colour: [1, 2, 3],
        drawn: 'MANUAL',
        values: blots(ct, seed),
      };
      const read = readRtStructureSet(
        rtStructureSet(derivedFrom(headers, 'roi-rtstruct'), ct, [region]).bytes,
      );
      const [first] = read.regions;
      if (!first) throw new Error('No region was read.');
      expect(first).toMatchObject({ name: 'GTV', colour: [1, 2, 3], frameOfReferenceUid: '2.25.102' });
      const { mask, warnings } = regionOnVolume(read, first, ct);
      expect(mask.values).toEqual(region.values);
      expect(warnings).toEqual([]);
    }
  });
});

test('dciodvfy finds no error in a segmentation or a structure set', () => {
  const headers = headersOf(axial);
  const seg = ctSegmentation(derivedFrom(headers, 'roi-seg'), axial, [
    { ...tumour, values: blots(axial, 3) },
    { ...found, values: blots(axial, 4) },
  ]);
  const set = rtStructureSet(derivedFrom(headers, 'roi-rtstruct'), axial, [
    { name: 'GTV', colour: [1, 2, 3], drawn: 'MANUAL', values: blots(axial, 3) },
  ]);
  expect(errorsIn(seg.bytes)).toEqual([]);
  expect(errorsIn(set.bytes)).toEqual([]);
  expect(warningsIn(seg.bytes)).toEqual([]);
  expect(warningsIn(set.bytes)).toEqual([]);
});

test('a colour survives the way through CIELab', () => {
  for (const colour of [
    [0, 0, 0],
    [255, 255, 255],
    [220, 60, 40],
    [0, 255, 0],
    [1, 2, 3],
    [12, 80, 250],
  ] as const)
    expect(rgbOfCieLab(cieLabOf(colour))).toEqual(colour);
});
