import type { ContentItem, RootContainer } from '@timescope/core/dicom/contentItem';
import {
  itemsOfTree,
  readStructuredReport,
  type StructuredReport,
} from '@timescope/core/dicom/read/structuredReport';
import { readFile } from 'node:fs/promises';
import { sharedData, testOnRealData } from '../../../harness/sharedData';

/** What is expected is what dsrdump (DCMTK) and pydicom show of the files. */
const report = async (file: string): Promise<StructuredReport> =>
  readStructuredReport(await readFile(sharedData(file)));

const isContainer = (item: ContentItem): item is ContentItem & { kind: 'CONTAINER' } =>
  item.kind === 'CONTAINER';

const groupsIn = (root: RootContainer) =>
  itemsOfTree(root, isContainer).filter(({ name }) => name.meaning === 'Measurement Group');

/** Name, value and unit of the numbers of a group, with the meanings of the codes below them. */
const numbersIn = (items: readonly ContentItem[]) =>
  items.flatMap(item =>
    item.kind === 'NUM' && 'value' in item
      ? [[item.name.meaning, item.value, item.unit.value, ...modifiersOf(item)]]
      : [],
  );

const modifiersOf = ({ items = [] }: ContentItem) =>
  items.flatMap(item =>
    item.kind === 'CODE' && item.relationship === 'HAS CONCEPT MOD' ? item.code.meaning : [],
  );

const textsIn = (items: readonly ContentItem[]) =>
  items.flatMap(item => (item.kind === 'TEXT' ? [[item.name.meaning, item.text]] : []));

testOnRealData(
  'dcmqi: the uptake of a tumour in PET, with its segment and its real world value map',
  async () => {
    const { root, evidence, state, version } = await report('dcmqi-seg/data/sr-example/sr.dcm');
    expect([state, version]).toEqual([undefined, 1]);
    expect(evidence.flatMap(({ objects }) => objects)).toHaveLength(193);
    const [library] = itemsOfTree(root, isContainer).filter(
      ({ name }) => name.meaning === 'Image Library Group',
    );
    expect(library?.items.filter(({ kind }) => kind === 'IMAGE')).toHaveLength(191);
    const dates = library?.items.filter(item => item.kind === 'DATE') ?? [];
    expect(dates.map(({ name, date }) => [name.meaning, date])).toContainEqual(['Study Date', '19860311']);
    const [group, ...others] = groupsIn(root);
    expect(others).toEqual([]);
    const items = group?.items ?? [];
    expect(textsIn(items)).toContainEqual(['Tracking Identifier', 'primary tumor']);
    expect(items.find(({ name }) => name.meaning === 'Referenced Segment')).toMatchObject({
      image: { segment: 1 },
    });
    expect(numbersIn(items).slice(0, 6)).toEqual([
      ['SUVbw', 6.01529, '{SUVbw}g/ml', 'Mean'],
      ['SUVbw', 2.91136, '{SUVbw}g/ml', 'Minimum'],
      ['SUVbw', 10.3814, '{SUVbw}g/ml', 'Maximum'],
      ['SUVbw', 9.45534, '{SUVbw}g/ml', 'Peak Value Within ROI'],
      ['Volume', 33.5824, 'ml', 'Sum of segmented voxel volumes'],
      ['Total Lesion Glycolysis', 202.008, 'g'],
    ]);
  },
);

testOnRealData('highdicom: four groups with points on the image, in the patient, and codes', async () => {
  const file = 'dicom-wsi-highdicom/test_files/sr_document_with_multiple_groups.dcm';
  const { root } = await report(file);
  const groups = groupsIn(root);
  expect(groups.map(({ items }) => textsIn(items)[0]?.[1])).toEqual([
    'Image0001', 'LungNodule0001', 'Aorta0001', 'Vertebra0001',
  ]); // prettier-ignore
  expect(groups.map(({ items }) => numbersIn(items))).toEqual([
    [['Intensity Histogram Mean', -119.0738525390625, "[hnsf'U]"]],
    [['Diameter', 10, 'mm']],
    [['Diameter', 20, 'mm']],
    [['Volume', 200, 'mm3']],
  ]);
  const regions = groups.flatMap(({ items }) => items.filter(({ kind }) => kind.startsWith('SCOORD')));
  expect(regions).toMatchObject([
    { kind: 'SCOORD', graphic: 'CIRCLE', points: [45, 55, 45, 65], items: [{ kind: 'IMAGE' }] },
    { kind: 'SCOORD', graphic: 'POLYLINE', points: [25, 45, 45, 45, 45, 65, 25, 65] },
    { kind: 'SCOORD3D', graphic: 'POINT', points: [123.5, Math.fround(234.1), Math.fround(-23.7)] },
  ]);
});

testOnRealData('highdicom: the area of a planar region, with what qualifies it', async () => {
  const { root } = await report('dicom-wsi-highdicom/test_files/sr_document.dcm');
  const [group] = groupsIn(root);
  const items = group?.items ?? [];
  expect(numbersIn(items)).toEqual([['Area of defined region', 1.7, 'cm2']]);
  const [area] = items.filter(({ kind }) => kind === 'NUM');
  expect((area?.items ?? []).flatMap(item => (item.kind === 'CODE' ? item.code.meaning : []))).toEqual([
    'Normal', 'Not significant',
  ]); // prettier-ignore
  expect(items.find(({ kind }) => kind === 'SCOORD')).toMatchObject({
    graphic: 'CIRCLE',
    points: [58, 52, 58, 41],
  });
});
