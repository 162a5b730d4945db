import { discretise } from '@timescope/extension-ct-radiomics/pipeline/radiomics/discretise';
import type { ImageVoxels } from '@timescope/extension-ct-radiomics/pipeline/radiomics/imageVoxels';
import { resample } from '@timescope/extension-ct-radiomics/pipeline/radiomics/resample';
import { resegment } from '@timescope/extension-ct-radiomics/pipeline/radiomics/resegment';
import { roiVoxels } from '@timescope/extension-ct-radiomics/pipeline/radiomics/roiVoxels';

/** One row of voxels, all in the region unless `mask` says otherwise. */
function row(
  values: readonly number[],
  mask: readonly number[] = values.map(() => 1),
  step = 1,
): ImageVoxels {
  return { size: [values.length, 1, 1], spacingMm: [step, 1, 1], values, mask: Uint8Array.from(mask) };
}

const levelsOf = (image: ImageVoxels, how: Parameters<typeof discretise>[1]) => {
  const { levels, voxels } = discretise(roiVoxels(image), how);
  return Array.from(voxels, at => levels[at]);
};

describe('discretisation', () => {
  const hu = row([-30, -26, -25, -1, 0, 24, 25, 70]);

  test('IBSI bins of 25 begin at the least intensity', () => {
    expect(levelsOf(hu, { kind: 'width', width: 25, from: 'ibsi' })).toEqual([1, 1, 1, 2, 2, 3, 3, 5]);
  });

  test('IBSI bins begin at the lower bound of the resegmentation where there is one', () => {
    expect(levelsOf(hu, { kind: 'width', width: 25, from: 'ibsi', origin: -50 })).toEqual([
      1, 1, 2, 2, 3, 3, 4, 5,
    ]);
  });

  test('PyRadiomics bins of 25 lie at multiples of 25', () => {
    expect(levelsOf(hu, { kind: 'width', width: 25, from: 'zero' })).toEqual([1, 1, 2, 2, 3, 3, 4, 5]);
  });

  test('four bins between 0 and 8: the greatest intensity lies in the last', () => {
    expect(levelsOf(row([0, 1.9, 2, 4, 5.9, 6, 8]), { kind: 'count', count: 4 })).toEqual([
      1, 1, 2, 3, 3, 4, 4,
    ]);
  });

  test('a flat region has one level in either way', () => {
    expect(levelsOf(row([7, 7]), { kind: 'count', count: 4 })).toEqual([1, 1]);
    expect(levelsOf(row([7, 7]), { kind: 'width', width: 25, from: 'zero' })).toEqual([1, 1]);
  });

  test('more than 1,024 levels are refused with the way out', () => {
    expect(() => levelsOf(row([0, 3000]), { kind: 'width', width: 1, from: 'ibsi' })).toThrow(
      '3001 grey levels',
    );
  });
});

describe('resegmentation', () => {
  test('both ends of the range stay, the shape stays whole', () => {
    const roi = resegment(roiVoxels(row([-200, -150, 0, 180, 181])), { range: [-150, 180] });
    expect([...roi.inside]).toEqual([0, 1, 1, 1, 0]);
    expect([...roi.shape]).toEqual([1, 1, 1, 1, 1]);
  });

  test('outliers: mean 2, standard deviation 4; one deviation keeps -2 to 6', () => {
    const roi = resegment(roiVoxels(row([0, 0, 0, 0, 10])), { sigmas: 1 });
    expect([...roi.inside]).toEqual([1, 1, 1, 1, 0]);
  });

  test('range and outliers together keep what both keep', () => {
    const roi = resegment(roiVoxels(row([-9, 0, 0, 0, 0, 0, 0, 0, 9])), { range: [-100, 5], sigmas: 1 });
    expect([...roi.inside]).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 0]);
  });

  test('a range that holds no voxel is refused', () => {
    expect(() => resegment(roiVoxels(row([1, 2])), { range: [5, 6] })).toThrow(
      'No voxel of the ROI lies between 5 and 6',
    );
  });
});

describe('resampling', () => {
  test('four voxels of 3 mm become six of 2 mm about the same centre', () => {
    // Old centres 0, 3, 6, 9; new ones -0.5, 1.5, 3.5, 5.5, 7.5, 9.5: before the first centre its value holds.
    const { size, values } = resample(row([0, 30, 60, 90], [1, 1, 1, 1], 3), [2, 1, 1]);
    expect(size).toEqual([6, 1, 1]);
    expect(values).toEqual(Float64Array.from([0, 15, 35, 55, 75, 90]));
  });

  test('three voxels of 2 mm become two of 4 mm: ceil(6 / 4), centres at 0 and 4', () => {
    const { size, values } = resample(row([10, 20, 40], [1, 1, 1], 2), [4, 1, 1]);
    expect(size).toEqual([2, 1, 1]);
    expect(values).toEqual(Float64Array.from([10, 40]));
  });

  test('a voxel that is half inside belongs to the region', () => {
    // Halving the spacing of 0 0 1 1: new centres at -0.25, 0.25, 0.75 ... in old voxels; 1.25 is 1/4 in, 1.75 is 3/4 in.
    const { mask } = resample(row([0, 0, 0, 0], [0, 0, 1, 1], 2), [1, 1, 1]);
    expect([...mask]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    // Three of 2 mm to three of 2 mm, then two of 3 mm: centres at 0.25 and 1.75 old voxels.
    expect([...resample(row([0, 0, 0], [1, 0, 1], 2), [3, 1, 1]).mask]).toEqual([1, 1]);
  });

  test('intensities are whole after it, as for CT', () => {
    expect([...Array.from(resample(row([0, 1], [1, 1], 2), [1, 1, 1]).values)]).toEqual([0, 0, 1, 1]);
  });

  test('trilinear: the middle of eight corners is their mean', () => {
    const cube: ImageVoxels = {
      size: [2, 2, 2],
      spacingMm: [1, 1, 1],
      values: [0, 10, 20, 30, 40, 50, 60, 70],
      mask: new Uint8Array(8).fill(1),
    };
    expect([...Array.from(resample(cube, [2, 2, 2]).values)]).toEqual([35]);
  });
});

test('a resampling that loses the region or that no memory holds is told as such', () => {
  const corner = row([1, 2, 3, 4, 5, 6, 7, 8], [1, 0, 0, 0, 0, 0, 0, 0]);
  expect(() => resample(corner, [8, 1, 1])).toThrow('too large for this ROI');
  expect(() => resample(corner, [1e-9, 1, 1])).toThrow('too many for this image');
});
