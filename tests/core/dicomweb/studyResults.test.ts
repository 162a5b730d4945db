import type { DicomJson } from '@timescope/core/dicom/json';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import type { DicomwebClient } from '@timescope/core/dicomweb/client';
import { resultsOf, studyResults } from '@timescope/core/dicomweb/studyResults';
import { readFileSync } from 'node:fs';
import { sharedData, testOnRealData } from '../../harness/sharedData';

const CT = '1.2.840.10008.5.1.4.1.1.2';
const SEG = '1.2.840.10008.5.1.4.1.1.66.4';
const REPORT = '1.2.840.10008.5.1.4.1.1.88.34';

const of = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const sequence = (...items: DicomJson[]) => of('SQ', ...items);

const object = (sopClassUid: string, uid: string, more: DicomJson = {}): DicomJson => ({
  '00080016': of('UI', sopClassUid),
  '00080018': of('UI', uid),
  '0020000D': of('UI', '1'),
  '0020000E': of('UI', `1.${uid}`),
  ...more,
});

const named = (series: string, ...objects: (readonly [sopClassUid: string, uid: string])[]): DicomJson => ({
  '0020000D': of('UI', '1'),
  '00081115': sequence({
    '0020000E': of('UI', series),
    '00081199': sequence(
      ...objects.map(([sopClassUid, uid]) => ({
        '00081150': of('UI', sopClassUid),
        '00081155': of('UI', uid),
      })),
    ),
  }),
});

const ours = (uid: string, date: string, predecessor?: string): DicomJson =>
  object(REPORT, uid, {
    '00080070': of('LO', 'TIMEscope'),
    '00181020': of('LO', '0.4.0'),
    '00080023': of('DA', date),
    '00080033': of('TM', '101112.5'),
    '0008103E': of('LO', 'Ki-67 scores'),
    '0040A375': sequence(named('1.9', [CT, '9.1']), named('1.7', [SEG, `7.${uid}`])),
    ...(predecessor !== undefined && { '0040A360': sequence(named('1.8', [REPORT, predecessor])) }),
    '0040A730': sequence({
      '0040A043': sequence({ '00080100': of('SH', '121008') }),
      '0040A123': of('PN', { Alphabetic: 'Reader^A' }),
    }),
  });

test('two versions of a result: both are listed, the newest first, each with what it names', () => {
  const { versions, others } = resultsOf([ours('3.1', '20261101'), ours('3.2', '20261102', '3.1')]);
  expect(others).toEqual([]);
  expect(versions.map(({ number, predecessor }) => [number, predecessor])).toEqual([
    [2, { seriesInstanceUid: '1.8', sopInstanceUid: '3.1' }],
    [1, undefined],
  ]);
  const [newest] = versions;
  expect(newest?.report).toMatchObject({
    title: 'Ki-67 scores',
    author: 'Reader^A',
    madeAt: '20261102101112',
    tool: 'TIMEscope 0.4.0',
    sources: ['1.9', '1.7'],
  });
  expect(newest?.parts).toEqual([{ study: '1', series: '1.7', instance: '7.3.2' }]);
});

test('objects of ours without their report are not listed: the version was never finished', () => {
  const segmentation = object(SEG, '7.1', { '00080070': of('LO', 'TIMEscope') });
  expect(resultsOf([segmentation])).toEqual({ versions: [], others: [] });
});

test('a chain that runs in a circle still has an end', () => {
  const { versions } = resultsOf([ours('3.1', '20261101', '3.2'), ours('3.2', '20261102', '3.1')]);
  expect(versions.map(({ number }) => number)).toEqual([2, 2]);
});

test('an object that says nothing about itself is listed with its kind alone', () => {
  const { others } = resultsOf([object(SEG, '7.1')]);
  expect(others).toMatchObject([
    { kind: 'segmentation', title: undefined, author: undefined, madeAt: undefined, sources: [] },
  ]);
});

test('images are not results, and their metadata is not asked for', async () => {
  const asked: string[] = [];
  const client: Partial<DicomwebClient> = {
    searchSeries: () =>
      Promise.resolve(
        [
          ['CT', '1.1'],
          ['SEG', '1.2'],
        ].map(([modality, uid]) => ({ '00080060': of('CS', modality), '0020000E': of('UI', uid) })),
      ),
    seriesMetadata: (_, series) => {
      asked.push(series);
      return Promise.resolve([object(SEG, '7.1'), object(CT, '7.2')]);
    },
  };
  expect((await studyResults(client as DicomwebClient, '1')).others).toHaveLength(1);
  expect(asked).toEqual(['1.2']);
});

testOnRealData('segmentation and annotations that highdicom wrote name the slide that they are about', () => {
  const dataset = (name: string) =>
    readPart10(readFileSync(sharedData(`dicom-wsi-highdicom/test_files/${name}`))).dataset;
  const { versions, others } = resultsOf(
    ['sm_image.dcm', 'sm_annotations.dcm', 'seg_image_sm_control.dcm', 'sr_document.dcm'].map(dataset),
  );
  expect(versions).toEqual([]);
  const slide = '1.2.826.0.1.3680043.9.7433.3.57084118109582350083572639456817453';
  expect(others.map(({ kind, madeAt, sources }) => [kind, madeAt?.slice(0, 8), sources])).toEqual([
    ['annotations', '20230609', [slide]],
    ['segmentation', '20201026', [slide]],
    ['report', '20190317', expect.any(Array)],
  ]);
  expect(others[0]?.tool).toBe('MGH Pathology Manual Annotations 0.0.1');
});
