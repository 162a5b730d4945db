import { sha256Hex } from '@timescope/core/sha256';
import { syntheticTumourVolume } from '@timescope/synthetic/ct/tumourVolume';

const bytesOf = (hu: Int16Array): Uint8Array => new Uint8Array(hu.buffer);

const meanWhere = (hu: Int16Array, mask: Uint8Array): number => {
  const inside = Array.from(hu).filter((_, index) => mask[index] === 1);
  return inside.reduce((sum, value) => sum + value, 0) / inside.length;
};

test('the same seed gives the same voxels, another seed others', () => {
  const [first, again, other] = [1, 1, 2].map(seed => sha256Hex(bytesOf(syntheticTumourVolume(seed).hu)));
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('a tumour is soft tissue, lies within the volume and fills several slices', () => {
  for (const seed of [3, 4, 5, 6]) {
    const { hu, mask, size } = syntheticTumourVolume(seed);
    expect(hu).toHaveLength(size[0] * size[1] * size[2]);
    expect(meanWhere(hu, mask)).toBeGreaterThan(20);
    expect(meanWhere(hu, mask)).toBeLessThan(130);
    const plane = size[0] * size[1];
    const areas = Array.from({ length: size[2] }, (_, k) =>
      mask.subarray(k * plane, (k + 1) * plane).reduce((sum, value) => sum + value, 0),
    );
    expect(areas.filter(area => area > 100).length).toBeGreaterThanOrEqual(3);
  }
});

test('about half of the seeds carry many lymphocytes', () => {
  const seeds = Array.from({ length: 24 }, (_, seed) => seed + 1);
  const high = seeds.filter(seed => syntheticTumourVolume(seed).tilsHigh).length;
  expect(high).toBeGreaterThan(5);
  expect(high).toBeLessThan(19);
});
