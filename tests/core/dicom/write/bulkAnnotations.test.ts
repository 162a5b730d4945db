import { dcm, own, sct, ucum } from '@timescope/core/dicom/codes';
import { readBulkAnnotations } from '@timescope/core/dicom/read/bulkAnnotations';
import {
  bulkAnnotations,
  type AnnotationGroupToWrite,
  type AnnotationsToWrite,
} from '@timescope/core/dicom/write/bulkAnnotations';
import { sourceAttributes, type DerivedObject } from '@timescope/core/dicom/write/derivedModules';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errorsIn } from '../../../harness/dicomOracles';
import { sharedData, testOnRealData } from '../../../harness/sharedData';

const about: DerivedObject = {
  source: sourceAttributes([
    {
      '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.77.1.6'] },
      '00080018': { vr: 'UI', Value: ['1.2.3.4'] },
      '0020000D': { vr: 'UI', Value: ['1.2.3'] },
      '0020000E': { vr: 'UI', Value: ['1.2.3.9'] },
      '00200052': { vr: 'UI', Value: ['1.2.3.5'] },
      '00400512': { vr: 'LO', Value: ['C1'] },
      '00400513': { vr: 'SQ' },
      '00400518': { vr: 'SQ' },
      '00400560': {
        vr: 'SQ',
        Value: [
          {
            '00400551': { vr: 'LO', Value: ['S1'] },
            '00400554': { vr: 'UI', Value: ['1.2.3.6'] },
            '00400562': { vr: 'SQ' },
            '00400610': { vr: 'SQ' },
          },
        ],
      },
    },
  ]),
  savedBy: { reader: 'Anna', at: { date: '20261122', time: '090000' } },
  key: 'b'.repeat(64),
  name: 'cells',
  seriesNumber: 901,
  seriesDescription: 'TIMEscope cells',
};

const group = (part: Partial<AnnotationGroupToWrite> = {}): AnnotationGroupToWrite => ({
  label: 'Tumor: 2+',
  description: 'Tumour cells of the tumour compartment, 2+',
  category: sct('91723000', 'Anatomical structure'),
  type: sct('84640000', 'Nucleus'),
  colour: [255, 138, 31],
  xy: Float32Array.of(0.1, 0.2, 5.5, 0.25, 3, 4, 10, 10, 12, 10, 12, 12, 10, 12),
  offsets: Uint32Array.of(0, 3, 7),
  measurements: [
    {
      name: sct('42798000', 'Area'),
      unit: ucum('um2', 'square micrometer'),
      values: Float32Array.of(31.25, 40.1),
    },
    {
      name: own('CYTODAB', 'Mean DAB'),
      unit: ucum('1', 'no units'),
      values: Float32Array.of(Number.NaN, 0.3),
    },
  ],
  ...part,
});

const annotations = (groups: readonly AnnotationGroupToWrite[]): AnnotationsToWrite => ({
  image: { sopClassUid: '1.2.840.10008.5.1.4.1.1.77.1.6', sopInstanceUid: '1.2.3.4' },
  algorithm: { family: dcm('123109', 'Manual Processing'), name: 'cells', version: '3' },
  groups,
  state: Uint8Array.of(9, 8, 7),
});

test('polygons and measurements come back as the very same floats, a missing value as none', () => {
  const other = group({
    label: 'Negative',
    xy: new Float32Array(0),
    offsets: Uint32Array.of(0),
    measurements: [],
  });
  const read = readBulkAnnotations(bulkAnnotations(about, annotations([group(), other])).bytes);
  expect(read.groups).toEqual([
    { number: 1, graphic: 'POLYGON', ...group() },
    { number: 2, graphic: 'POLYGON', ...other },
  ]);
  expect(read).toMatchObject({ frame: 'matrix', images: ['1.2.3.4'], state: Uint8Array.of(9, 8, 7) });
});

test('dcmtk finds a missing value by its Annotation Index List', () => {
  const values = path.join(mkdtempSync(path.join(tmpdir(), 'timescope-ann-')), 'ann.dcm');
  writeFileSync(values, bulkAnnotations(about, annotations([group()])).bytes);
  const dump = execFileSync('dcmdump', ['+P', 'AnnotationIndexList', values], { encoding: 'utf8' });
  expect(dump.trim().split('\n')).toHaveLength(1);
  expect(dump).toContain('OL 2 ');
});

test('dciodvfy finds no error', () => {
  expect(errorsIn(bulkAnnotations(about, annotations([group()])).bytes)).toEqual([]);
});

/** Jest compares millions of numbers one by one. */
const bytesOf = (values: ArrayBufferView | undefined): Buffer =>
  values ? Buffer.from(values.buffer, values.byteOffset, values.byteLength) : Buffer.alloc(0);

test('300,000 cells of 16 points are written and read in seconds and take less than 60 MB', () => {
  const count = 300_000;
  const offsets = Uint32Array.from({ length: count + 1 }, (_, at) => 16 * at);
  const xy = Float32Array.from({ length: 32 * count }, (_, at) => at / 7);
  const column = () => ({
    name: own('DAB', 'Mean DAB'),
    unit: ucum('1', 'no units'),
    values: Float32Array.from({ length: count }, (_, at) => at / count),
  });
  const many = group({ xy, offsets, measurements: Array.from({ length: 10 }, column) });
  const begun = performance.now();
  const { bytes } = bulkAnnotations(about, annotations([many]));
  const read = readBulkAnnotations(bytes);
  expect(performance.now() - begun).toBeLessThan(5000);
  expect(bytes.length).toBeLessThan(60e6);
  const [back] = read.groups;
  expect(Buffer.compare(bytesOf(back?.xy), bytesOf(xy))).toBe(0);
  expect(Buffer.compare(bytesOf(back?.measurements[9]?.values), bytesOf(column().values))).toBe(0);
});

testOnRealData('the points and areas that highdicom wrote are read', () => {
  const file = sharedData('dicom-wsi-highdicom/test_files/sm_annotations.dcm');
  const { groups, frame, images } = readBulkAnnotations(readFileSync(file));
  expect(frame).toBe('matrix');
  expect(images).toHaveLength(1);
  expect(groups[0]).toMatchObject({
    label: 'nuclei',
    graphic: 'POINT',
    xy: Float64Array.of(34.6, 18.4, 28.7, 34.9),
  });
  expect(groups[0]?.measurements[0]?.values).toEqual(Float32Array.of(20.4, 43.8));
});
