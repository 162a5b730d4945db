import { dcm, INDETERMINATE, own, sct, ucum } from '@timescope/core/dicom/codes';
import type { ContentItem, RootContainer } from '@timescope/core/dicom/contentItem';
import { decimalString } from '@timescope/core/dicom/decimalString';
import { readStructuredReport } from '@timescope/core/dicom/read/structuredReport';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { part10Bytes } from '@timescope/core/dicom/write/part10';
import { sourceAttributes, type DerivedObject } from '@timescope/core/dicom/write/derivedModules';
import { structuredReport } from '@timescope/core/dicom/write/structuredReport';
import { objectUid } from '@timescope/core/result/contentKey';
import { dumpOf, errorsIn } from '../../../harness/dicomOracles';

const about: DerivedObject = {
  source: sourceAttributes([
    {
      '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.77.1.6'] },
      '00080018': { vr: 'UI', Value: ['1.2.3.4'] },
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Lund^Åsa', Ideographic: '倫土' }] },
      '00100020': { vr: 'LO', Value: ['P1'] },
      '00101030': { vr: 'DS', Value: [71.5] },
      '0020000D': { vr: 'UI', Value: ['1.2.3'] },
      '0020000E': { vr: 'UI', Value: ['1.2.3.9'] },
    },
  ]),
  savedBy: { reader: 'Anna', at: { date: '20261122', time: '090000' } },
  key: 'a'.repeat(64),
  name: 'scores',
  seriesNumber: 900,
  seriesDescription: 'TIMEscope Ki-67 scores',
};

const third = 1 / 3;
const every: readonly ContentItem[] = [
  {
    kind: 'CODE',
    relationship: 'HAS CONCEPT MOD',
    name: dcm('121049', 'Language of Content Item and Descendants'),
    code: { value: 'en', scheme: 'RFC5646', meaning: 'English' },
  },
  {
    kind: 'PNAME',
    relationship: 'HAS OBS CONTEXT',
    name: dcm('121008', 'Person Observer Name'),
    person: 'Anna',
  },
  {
    kind: 'UIDREF',
    relationship: 'HAS OBS CONTEXT',
    name: dcm('112040', 'Tracking Unique Identifier'),
    uid: '2.25.7',
  },
  {
    kind: 'CONTAINER',
    relationship: 'CONTAINS',
    name: dcm('126010', 'Imaging Measurements'),
    items: [
      {
        kind: 'CONTAINER',
        relationship: 'CONTAINS',
        name: dcm('125007', 'Measurement Group'),
        template: '1410',
        items: [
          {
            kind: 'SCOORD3D',
            relationship: 'CONTAINS',
            name: dcm('111030', 'Image Region'),
            graphic: 'POLYGON',
            points: [1, 2, 0, 3, 2, 0, 3, 4.5, 0, 1, 2, 0],
            frameOfReferenceUid: '1.2.3.8',
          },
          {
            kind: 'NUM',
            relationship: 'CONTAINS',
            name: own('HSCORE', 'H-score'),
            unit: ucum('1', 'no units'),
            decimal: decimalString(third),
            value: third,
          },
          {
            kind: 'NUM',
            relationship: 'CONTAINS',
            name: own('ALLRED', 'Allred score'),
            unit: { value: '', scheme: '', meaning: '' },
            qualifier: INDETERMINATE,
            reason: 'There are no tumour cells.',
          },
          {
            kind: 'IMAGE',
            relationship: 'CONTAINS',
            name: dcm('121191', 'Referenced Segment'),
            image: { sopClassUid: '1.2.840.10008.5.1.4.1.1.66.4', sopInstanceUid: '2.25.5', segment: 2 },
          },
          {
            kind: 'CODE',
            relationship: 'CONTAINS',
            name: dcm('121071', 'Finding'),
            code: sct('108369006', 'Neoplasm'),
          },
        ],
      },
      { kind: 'TEXT', relationship: 'CONTAINS', name: dcm('121106', 'Comment'), text: 'µ < 5 \\ {"a": [1]}' },
    ],
  },
];

const root: RootContainer = {
  kind: 'CONTAINER',
  name: dcm('126000', 'Imaging Measurement Report'),
  template: '1500',
  items: every,
};

const facts = {
  version: 2,
  evidence: [
    {
      studyInstanceUid: '1.2.3',
      seriesInstanceUid: '1.2.3.9',
      objects: [{ sopClassUid: '1.2.840.10008.5.1.4.1.1.77.1.6', sopInstanceUid: '1.2.3.4' }],
    },
    {
      studyInstanceUid: '1.2.3',
      seriesInstanceUid: '2.25.4',
      objects: [{ sopClassUid: '1.2.840.10008.5.1.4.1.1.66.4', sopInstanceUid: '2.25.5' }],
    },
  ],
  predecessor: { seriesInstanceUid: '2.25.11', sopInstanceUid: '2.25.12' },
  state: Uint8Array.of(1, 2, 3),
};

test('a report with every kind of item is read back as it was, its state and predecessor with it', () => {
  const written = structuredReport(about, root, facts);
  const read = readStructuredReport(written.bytes);
  expect(read).toEqual({
    sopInstanceUid: objectUid(about.key, 'scores'),
    seriesInstanceUid: objectUid(about.key, 'series scores'),
    studyInstanceUid: '1.2.3',
    root,
    ...facts,
    at: { date: '20261122', time: '090000' },
  });
});

test('the same report gives the same bytes', () => {
  const once = structuredReport(about, root, facts).bytes;
  expect(structuredReport(about, root, facts).bytes).toEqual(once);
});

test('the patient stays as the source names it, in all its scripts', () => {
  const { dataset } = readPart10(structuredReport(about, root, facts).bytes);
  expect(dataset['00100010']?.Value).toEqual([{ Alphabetic: 'Lund^Åsa', Ideographic: '倫土' }]);
  expect(dataset['00101030']?.Value).toEqual([71.5]);
});

test('dciodvfy finds no error in a report with a large state, and dsrdump shows its tree', () => {
  const { bytes } = structuredReport(about, root, { ...facts, state: new Uint8Array(2001) });
  expect(errorsIn(bytes)).toEqual([]);
  expect(readStructuredReport(bytes).state).toEqual(new Uint8Array(2001));
  expect(dumpOf(bytes)).toContain('NUM:(HSCORE,99TIMESCOPE,"H-score")="0.33333333333333"');
});

test('what is no report is refused', () => {
  const image = part10Bytes({ SOPClassUID: '1.2', SOPInstanceUID: '1.2.3', Modality: 'CT' });
  expect(() => readStructuredReport(image)).toThrow('The object is no structured report.');
});
