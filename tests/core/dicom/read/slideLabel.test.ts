import type { DicomJson } from '@timescope/core/dicom/json';
import { readSlideLabel } from '@timescope/core/dicom/read/slideLabel';
import { level, of } from '../../../harness/slideMetadata';

const LABEL = { vr: 'CS', Value: ['ORIGINAL', 'PRIMARY', 'LABEL', 'NONE'] };

const label = (more: Parameters<typeof level>[0] = {}): DicomJson =>
  level({ '00080018': of('UI', '1.2.9'), '00080008': LABEL, ...more });

test('the label among the images of a series is read, not the tissue', () => {
  expect(readSlideLabel([level(), label()])?.levels.map(({ sopInstanceUid }) => sopInstanceUid)).toEqual([
    '1.2.9',
  ]);
});

test('a label that states no size is read all the same', () => {
  expect(readSlideLabel([label({ '52009229': undefined })])?.levels).toHaveLength(1);
});

test('a series without a label, or with one that cannot be read, has none', () => {
  expect(readSlideLabel([level()])).toBeUndefined();
  expect(readSlideLabel([label({ '00280010': of('US', 0) })])).toBeUndefined();
});
