import { regionOnVolume } from '@timescope/core/dicom/read/regionOnVolume';
import { readRtStructureSet } from '@timescope/core/dicom/read/rtStructureSet';
import { readSegmentation } from '@timescope/core/dicom/read/segmentation';
import { segmentOnVolume } from '@timescope/core/dicom/read/segmentOnVolume';
import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import { outlineObject } from '@timescope/extension-ct-radiomics/evidence/outlineObject';
import { errorsIn } from '../../../harness/dicomOracles';
import { ctFromDicom, headersOf } from '../../../harness/derivedFromCt';
import { handMadeRoi } from '../../../harness/handMadeCt';

const ct = ctFromDicom([12, 10, 4]);
const tumour = handMadeRoi(
  ct,
  (i, j, k) => k > 0 && k < 3 && i > 2 && i < 8 && j > 3 && !(i === 5 && j === 6),
);
const drawn = {
  source: sourceAttributes(headersOf(ct)),
  savedBy: { reader: 'Reader^One', at: { date: '20261122', time: '101500' } },
  ct,
  regions: [
    { name: 'Tumour', colour: [221, 84, 84] as const, values: tumour.values },
    { name: 'Node', colour: [77, 228, 121] as const, values: new Uint8Array(tumour.values.length) },
  ],
};

test('a segmentation holds every region with its name, the empty one too, and the voxels as they were drawn', () => {
  const { bytes } = outlineObject('SEG', drawn);
  const read = readSegmentation(bytes);
  expect(read.segments.map(({ label }) => label)).toEqual(['Tumour', 'Node']);
  expect(segmentOnVolume(read, 1, ct).mask.values).toEqual(tumour.values);
  expect(segmentOnVolume(read, 2, ct).mask.values.includes(1)).toBe(false);
  expect(errorsIn(bytes)).toEqual([]);
});

test('a structure set encloses the same voxels, the hole left out', () => {
  const { bytes } = outlineObject('RTSTRUCT', drawn);
  const set = readRtStructureSet(bytes);
  expect(set.regions.map(({ name }) => name)).toEqual(['Tumour', 'Node']);
  const [region] = set.regions;
  expect(region && regionOnVolume(set, region, ct).mask.values).toEqual(tumour.values);
  expect(errorsIn(bytes)).toEqual([]);
});

test('the same outlines give the same UIDs, another voxel gives others', () => {
  const { sopInstanceUid } = outlineObject('SEG', drawn);
  const later = { ...drawn, savedBy: { ...drawn.savedBy, at: { date: '20261123', time: '080000' } } };
  expect(outlineObject('SEG', later).sopInstanceUid).toBe(sopInstanceUid);
  const values = tumour.values.slice();
  values[0] = 1;
  const other = { ...drawn, regions: [{ name: 'Tumour', colour: [221, 84, 84] as const, values }] };
  expect(outlineObject('SEG', other).sopInstanceUid).not.toBe(sopInstanceUid);
});
