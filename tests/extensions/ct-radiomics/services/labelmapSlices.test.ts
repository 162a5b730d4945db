import type { Cornerstone } from '../../../../extensions/ct-radiomics/src/services/cornerstone';
import {
  labelmapSlices,
  readLabelmap,
  writeLabelmap,
} from '../../../../extensions/ct-radiomics/src/services/labelmapSlices';

/** A host whose label map runs against the CT's order, as OHIF's does. */
function hostWith(values: Readonly<Record<string, Uint8Array>>): Cornerstone {
  const images = new Map(
    Object.entries(values).map(([imageId, voxels]) => [
      imageId,
      {
        imageId,
        referencedImageId: imageId.replace('label', 'ct'),
        voxelManager: { getScalarData: () => voxels },
      },
    ]),
  );
  return { cache: { getImage: (id: string) => images.get(id) } } as unknown as Cornerstone;
}

test('slices are matched by the CT image that they lie on, not by their order', () => {
  const host = hostWith({ 'label:b': Uint8Array.of(0, 1), 'label:a': Uint8Array.of(0, 0) });
  const slices = labelmapSlices(host, ['label:b', 'label:a'], ['ct:a', 'ct:b']);
  expect(readLabelmap(host, slices, 1)).toEqual(new Map([[1, Uint32Array.of(1, 1)]]));
});

test('writing replaces the own label and leaves other segments where there is room', () => {
  const voxels = Uint8Array.of(1, 1, 2, 2, 0);
  const host = hostWith({ 'label:a': voxels });
  const slices = labelmapSlices(host, ['label:a'], ['ct:a']);
  writeLabelmap(host, slices, 1, new Map([[0, Uint32Array.of(1, 2)]]));
  expect([...voxels]).toEqual([0, 1, 1, 2, 0]);
});

test('what was written is read back', () => {
  const host = hostWith({ 'label:a': new Uint8Array(6) });
  const slices = labelmapSlices(host, ['label:a'], ['ct:a']);
  const roi = new Map([[0, Uint32Array.of(2, 3)]]);
  writeLabelmap(host, slices, 1, roi);
  expect(readLabelmap(host, slices, 1)).toEqual(roi);
});
