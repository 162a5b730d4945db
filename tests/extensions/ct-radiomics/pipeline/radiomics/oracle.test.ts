import type { ImageVoxels } from '@timescope/extension-ct-radiomics/pipeline/radiomics/imageVoxels';
import { radiomics } from '@timescope/extension-ct-radiomics/pipeline/radiomics/radiomics';
import type { RadiomicsSettings } from '@timescope/extension-ct-radiomics/pipeline/radiomics/settings';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { testOnRealData } from '../../../../harness/sharedData';
import { generatedRoi } from './generatedRoi';
import { readImage, readPhantom } from './ibsiPhantom';

const ORACLE = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../../../oracles/radiomics.json'), 'utf8'),
) as Record<string, Record<string, number>>;

const MESH = /Mesh|Surface|Sphericity|Perimeter|morph_(vol|area|av|comp|sph|asph|integ)/;

/** What differs by more than 1e-6 of its size (0.1 % of what is measured on a mesh). */
function differences(oracle: string, features: Readonly<Record<string, number | null>>): string[] {
  return Object.entries(ORACLE[oracle] ?? {}).flatMap(([name, wanted]) => {
    const got = features[name];
    if (got === null || got === undefined) return `${name}: none for ${wanted}`;
    const tolerance = MESH.test(name) ? 1e-3 : 1e-6;
    const apart = Math.abs(got - wanted) / Math.max(Math.abs(wanted), 1e-3);
    return apart <= tolerance ? [] : `${name}: ${got} for ${wanted}`;
  });
}

const dense = generatedRoi(1, [6, 9, 8], 0.9, [-200, 400], [1, 1, 1]);
const sparse = generatedRoi(2, [7, 6, 10], 0.35, [-100, 300], [5, 0.8, 0.8]);
const oneSlice = generatedRoi(3, [1, 14, 12], 0.8, [0, 250], [3, 1, 1.5]);

const CASES: readonly [name: string, oracle: string, image: ImageVoxels, settings: RadiomicsSettings][] = [
  ['a dense volume', 'dense', dense, { profile: 'pyradiomics' }],
  ['a fixed number of bins', 'denseCount', dense, { profile: 'pyradiomics', bins: { count: 16 } }],
  ['a region with holes and islands, anisotropic', 'sparse', sparse, { profile: 'pyradiomics' }],
  ['one slice, with its shape 2D', 'flat', oneSlice, { profile: 'pyradiomics' }],
  ['a dense volume by IBSI', 'denseIbsi', dense, { profile: 'ibsi', bins: { width: 25 } }],
  ['holes and islands by IBSI', 'sparseIbsi', sparse, { profile: 'ibsi', bins: { width: 25 } }],
];

test.each(CASES)('%s: all features are the oracle’s', (_, oracle, image, settings) => {
  const { features } = radiomics(image, settings);
  expect(differences(oracle, features)).toEqual([]);
  expect(Object.keys(features).toSorted()).toEqual(Object.keys(ORACLE[oracle] ?? {}).toSorted());
});

testOnRealData('the 107 features of the phantom are the oracle’s', async () => {
  const { features } = radiomics(await readPhantom(), { profile: 'pyradiomics', bins: { width: 1 } });
  expect(Object.keys(features)).toHaveLength(107);
  expect(differences('phantom', features)).toEqual([]);
});

testOnRealData('the 107 features of a real tumour are the oracle’s', async () => {
  const folder = 'ct-sarcoma-sts/nifti/STS_004';
  const image = await readImage(`${folder}/CT_image.nii.gz`, `${folder}/CT_mask.nii.gz`);
  const { features } = radiomics(image, { profile: 'pyradiomics' });
  expect(differences('sarcoma', features)).toEqual([]);
});
