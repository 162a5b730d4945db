import type { ContentItem, MeasuredItem } from '@timescope/core/dicom/contentItem';
import { featureConcept } from '@timescope/extension-ct-radiomics/evidence/featureConcept';
import { featureReport, type MeasuredRoi } from '@timescope/extension-ct-radiomics/evidence/featureReport';
import { featureCatalogue } from '@timescope/extension-ct-radiomics/pipeline/radiomics/catalogue/catalogue';
import { radiomics } from '@timescope/extension-ct-radiomics/pipeline/radiomics/radiomics';
import type { Profile } from '@timescope/extension-ct-radiomics/pipeline/radiomics/settings';

const PROFILES: readonly Profile[] = ['pyradiomics', 'ibsi'];

/** 3 x 3 x 2 voxels of 1 x 1 x 5 mm, intensities 10, 20 ... 180; `inside` of them. */
const measured = (profile: Profile, inside = 18): MeasuredRoi => ({
  result: radiomics(
    {
      size: [3, 3, 2],
      spacingMm: [1, 1, 5],
      values: Float64Array.from({ length: 18 }, (_, at) => 10 * (at + 1)),
      mask: Uint8Array.from({ length: 18 }, (_, at) => (at < inside ? 1 : 0)),
    },
    { profile, bins: { width: 25 } },
  ),
  trackingId: 'Tumour 1',
  trackingUid: '2.25.1',
  segment: { sopClassUid: '1.2.840.10008.5.1.4.1.1.66.4', sopInstanceUid: '2.25.2', segment: 1 },
  sourceSeriesUid: '1.2.3',
});

const reportOf = (...rois: MeasuredRoi[]) => featureReport(rois, 'Anna');

const groupsOf = (root: { items: readonly ContentItem[] }) => {
  const measurements = root.items.find(({ name }) => name.value === '126010');
  return measurements?.kind === 'CONTAINER' ? measurements.items : [];
};

const itemsOf = (item: ContentItem | undefined) => (item?.kind === 'CONTAINER' ? item.items : []);
const isNumber = (item: ContentItem): item is MeasuredItem => item.kind === 'NUM';
const numbersOf = (roi: MeasuredRoi) => itemsOf(groupsOf(reportOf(roi))[0]).filter(isNumber);

test.each([
  ['morph_volume', 'RNU0'],
  ['morph_area_mesh', 'C0JK'],
  ['morph_sphericity', 'QCFX'],
  ['stat_mean', 'Q4LE'],
  ['stat_var', 'ECT3'],
  ['ih_entropy', 'TLU2'],
  ['cm_joint_entr_3D_comb', 'TU9B'],
  ['cm_contrast_3D_comb', 'ACUI'],
  ['cm_corr_3D_avg', 'NI2N'],
  ['original_shape_MeshVolume', 'RNU0'],
  ['original_firstorder_Entropy', 'TLU2'],
  ['original_glcm_Contrast', 'ACUI'],
  ['original_glcm_Id', 'IB1Z'],
  ['original_glcm_Idmn', '1QCO'],
  ['original_glrlm_RunEntropy', 'HJ9O'],
  ['original_glszm_LargeAreaLowGrayLevelEmphasis', 'YH51'],
  ['original_gldm_DependenceEntropy', 'FCBV'],
  ['original_ngtdm_Contrast', '65HE'],
])('%s is IBSI %s', (feature, value) => {
  expect(featureConcept(feature).name).toMatchObject({ value, scheme: 'IBSI' });
});

test('what IBSI defines otherwise does not carry its code: kurtosis of 3, axes over n', () => {
  for (const feature of ['firstorder_Kurtosis', 'shape_MajorAxisLength', 'glcm_MCC', 'shape2D_Perimeter'])
    expect(featureConcept(`original_${feature}`).name.scheme).toBe('99TIMESCOPE');
  expect(featureConcept('stat_kurt').name).toMatchObject({ value: 'IPH6', scheme: 'IBSI' });
});

test.each(PROFILES)('%s: every feature has a code of its own that fits into DICOM', profile => {
  const concepts = featureCatalogue(profile).map(({ name }) => featureConcept(name));
  for (const { name } of concepts) {
    expect(name.value.length).toBeLessThanOrEqual(16);
    expect(name.meaning.length).toBeLessThanOrEqual(64);
  }
  const identities = concepts.map(({ name, aggregation, parameter }) =>
    [name.scheme, name.value, aggregation?.value, parameter].join(),
  );
  expect(new Set(identities).size).toBe(identities.length);
});

test('one code means one feature: texture codes of one tag differ by their aggregation alone', () => {
  const six = ['2D_avg', '2D_comb', '2_5D_avg', '2_5D_comb', '3D_avg', '3D_comb'];
  const concepts = six.map(aggregation => featureConcept(`rlm_rlnu_norm_${aggregation}`));
  expect(new Set(concepts.map(({ name }) => name.value))).toEqual(new Set(['IC23']));
  expect(concepts.map(({ aggregation }) => aggregation?.value)).toEqual([
    'BTW3',
    'SUJT',
    'JJUI',
    'ZW7Z',
    'ITBB',
    'IAZD',
  ]);
  expect(featureConcept('ivh_v10').parameter).toBe('intensity fraction 0.10');
  expect(featureConcept('ivh_i90').parameter).toBe('volume fraction 0.90');
});

test('the report is TID 1500 with a group TID 1411 that says which region, from which series, by whom', () => {
  const root = reportOf(measured('pyradiomics'));
  expect(root).toMatchObject({ template: '1500', name: { value: '126000', scheme: 'DCM' } });
  expect(root.items).toContainEqual(expect.objectContaining({ kind: 'PNAME', person: 'Anna' }));
  expect(JSON.stringify(root)).toContain('For Research Use Only. Not for use in diagnostic procedures.');
  const [group] = groupsOf(root);
  expect(group).toMatchObject({ template: '1411', name: { value: '125007' } });
  const codes = itemsOf(group)
    .filter(item => !isNumber(item))
    .map(({ name }) => name.value);
  expect([...new Set(codes)]).toEqual([
    '112039',
    '112040',
    '121071',
    '121191',
    '121232',
    '111001',
    '111003',
    '111002',
  ]);
  expect(itemsOf(group)).toContainEqual(expect.objectContaining({ text: 'bin width 25 HU' }));
});

test.each(PROFILES)(
  '%s: each feature of the list is one number with its unit, in the order of the list',
  profile => {
    const roi = measured(profile);
    const numbers = numbersOf(roi);
    expect(numbers).toHaveLength(Object.keys(roi.result.features).length);
    const values = Object.values(roi.result.features);
    numbers.forEach((item, at) => expect('value' in item ? item.value : null).toBe(values[at]));
    for (const item of numbers) expect(item.unit.scheme).toBe('UCUM');
  },
);

test('the mean of 10, 20 ... 180 is 95 HU, the volume of 18 voxels 90 mm3', () => {
  const numbers = numbersOf(measured('pyradiomics'));
  const of = (value: string) => numbers.find(({ name }) => name.value === value);
  expect(of('Q4LE')).toMatchObject({ value: 95, decimal: '95', unit: { value: "[hnsf'U]" } });
  expect(of('YEKZ')).toMatchObject({ value: 90, decimal: '90', unit: { value: 'mm3' } });
});

test('what is not computable carries a qualifier and the reason, never a number', () => {
  const numbers = numbersOf(measured('pyradiomics', 1));
  const contrast = numbers.find(({ name }) => name.value === 'ACUI');
  expect(contrast).toMatchObject({ qualifier: { value: '114011' }, reason: 'The region is one voxel.' });
  expect(contrast).not.toHaveProperty('value');
  expect(JSON.stringify(numbers)).not.toMatch(/NaN|null/);
});

test('two regions, two readers: two groups', () => {
  expect(groupsOf(reportOf(measured('ibsi'), measured('ibsi', 9)))).toHaveLength(2);
});
