import { sha256Hex } from '@timescope/core/sha256';
import { TARGETS, type Target } from '@timescope/core/result/predictionResult';
import type { TumourLook } from '@timescope/synthetic/ct/tumour';
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

describe('of 24 seeds', () => {
  const tumours = Array.from({ length: 24 }, (_, seed) => syntheticTumourVolume(seed + 1));

  test('about half are high in each biomarker, and TIME is high where two of the other three are', () => {
    for (const target of TARGETS) {
      const high = tumours.filter(({ isHigh }) => isHigh[target]).length;
      expect(high).toBeGreaterThan(5);
      expect(high).toBeLessThan(19);
    }
    for (const { isHigh } of tumours) expect(isHigh.time).toBe(+isHigh.tsr + +isHigh.tils + +isHigh.is >= 2);
  });

  test('stroma makes lobes and strands, lymphocytes an even texture, a high immune score a bright rim', () => {
    const mean = (target: Target, sign: keyof TumourLook, isHigh: boolean) => {
      const values = tumours.filter(one => one.isHigh[target] === isHigh).map(({ look }) => look[sign]);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const lean = (target: Target, sign: keyof TumourLook) =>
      mean(target, sign, true) - mean(target, sign, false);
    expect(lean('tsr', 'lobesMm')).toBeGreaterThan(0);
    expect(lean('tsr', 'strandHu')).toBeGreaterThan(0);
    expect(lean('tils', 'blotchHu')).toBeLessThan(0);
    expect(lean('is', 'rimHu')).toBeGreaterThan(0);
    expect(lean('is', 'necrosis')).toBeLessThan(0);
  });
});
