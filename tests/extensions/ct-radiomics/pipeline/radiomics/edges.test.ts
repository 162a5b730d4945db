import type {
  ImageVoxels,
  SpacingMm,
} from '@timescope/extension-ct-radiomics/pipeline/radiomics/imageVoxels';
import { radiomics } from '@timescope/extension-ct-radiomics/pipeline/radiomics/radiomics';
import type { Profile } from '@timescope/extension-ct-radiomics/pipeline/radiomics/settings';

const size = [7, 6, 5] as const;

function image(
  isInside: (i: number, j: number, k: number) => boolean,
  flat = false,
  spacingMm: SpacingMm = [1, 1, 1],
): ImageVoxels {
  const [values, mask] = [new Float64Array(210), new Uint8Array(210)];
  for (let at = 0; at < 210; at++) {
    const [i, j, k] = [at % 7, Math.floor(at / 7) % 6, Math.floor(at / 42)];
    values[at] = flat ? 40 : ((i * 31 + j * 17 + k * 53) % 97) - 20;
    mask[at] = isInside(i, j, k) ? 1 : 0;
  }
  return { size, spacingMm, values, mask };
}

const block = (i: number, j: number, k: number) => i > 0 && i < 6 && j > 0 && j < 5 && k > 0 && k < 4;

const REGIONS: readonly [name: string, image: ImageVoxels][] = [
  ['one voxel', image((i, j, k) => i === 3 && j === 3 && k === 2)],
  ['two voxels', image((i, j, k) => i >= 3 && i < 5 && j === 3 && k === 2)],
  ['a flat region', image(block, true)],
  ['a region with a hole', image((i, j, k) => block(i, j, k) && !(i === 3 && j === 3 && k === 2))],
  ['two islands', image((i, j, k) => block(i, j, k) && i !== 3)],
  ['voxels that never touch', image((i, j, k) => i % 2 === 0 && j % 2 === 0 && k % 2 === 0)],
  ['one slice', image((i, j, k) => block(i, j, 1) && k === 2)],
  ['one row', image((_, j, k) => j === 2 && k === 2)],
  ['a region to all edges of the image', image(() => true)],
  ['anisotropic voxels', image(block, false, [0.7, 0.7, 5])],
];

const PROFILES: readonly Profile[] = ['pyradiomics', 'ibsi'];

test.each(REGIONS.flatMap(([name, roi]) => PROFILES.map(profile => [name, profile, roi] as const)))(
  '%s by %s: every feature is a number or not computable with a reason',
  (_, profile, roi) => {
    const { features, notEvaluable } = radiomics(roi, { profile, bins: { width: 10 } });
    for (const [name, value] of Object.entries(features)) {
      if (value === null) expect(notEvaluable[name]).toMatch(/\.$/);
      else expect([name, Number.isFinite(value), notEvaluable[name]]).toEqual([name, true, undefined]);
    }
    expect(JSON.stringify(features)).not.toContain('NaN');
  },
);

test('one voxel has a volume and statistics, and no texture of pairs', () => {
  const [, roi] = REGIONS[0] ?? [];
  const { features, notEvaluable } = radiomics(roi ?? image(block), { profile: 'pyradiomics' });
  expect(features.original_shape_MeshVolume).toBeCloseTo(1 / 6, 12);
  expect(features.original_shape_Maximum3DDiameter).toBe(1);
  expect(features.original_firstorder_Variance).toBe(0);
  expect(features.original_glcm_Contrast).toBeNull();
  expect(notEvaluable.original_glcm_Contrast).toBe('The region is one voxel.');
});

test('a flat region has correlation 1, entropy 0, coarseness 1,000,000 and no Moran index', () => {
  const flat = image(block, true);
  const own = radiomics(flat, { profile: 'pyradiomics' }).features;
  expect(own).toMatchObject({
    original_firstorder_Entropy: 0,
    original_firstorder_Kurtosis: 0,
    original_firstorder_Skewness: 0,
    original_glcm_Correlation: 1,
    original_glcm_MCC: 1,
    original_glcm_Imc1: 0,
    original_ngtdm_Coarseness: 1e6,
    original_ngtdm_Contrast: 0,
  });
  const { features, notEvaluable } = radiomics(flat, { profile: 'ibsi' });
  expect(features.morph_moran_i).toBeNull();
  expect(notEvaluable.morph_moran_i).toBe('All intensities of the region are equal.');
});

test('moving the region within its image changes nothing', () => {
  const at = (shift: number) =>
    radiomics(
      {
        size: [9, 4, 4],
        spacingMm: [1, 1, 2],
        values: Array.from({ length: 144 }, (_, n) => ((n % 9) - shift) * 12 + Math.floor(n / 9)),
        mask: Uint8Array.from({ length: 144 }, (_, n) => (n % 9 >= shift && n % 9 < shift + 4 ? 1 : 0)),
      },
      { profile: 'pyradiomics' },
    ).features;
  const [here, there] = [at(1), at(4)];
  for (const [name, value] of Object.entries(here)) expect(there[name]).toBeCloseTo(value ?? NaN, 9);
});
