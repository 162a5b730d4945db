import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { readSlideObjects } from '@timescope/extension-ihc-scoring/evidence/readSlideObjects';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import { measuredSlide } from '../../../harness/measuredSlide';
import {
  firstCellMoved,
  firstNumberChanged,
  forged,
  pixelsGone,
  replaced,
  withChanged,
} from '../../../harness/tampered';

let objects: readonly DicomObject[];
let warning: string;
beforeAll(async () => {
  const saved = await measuredSlide();
  warning = saved.result.warnings[0]?.message ?? '';
  ({ objects } = slideObjects(saved));
}, 60_000);

test.each<[string, string, (file: Buffer) => void, string]>([
  ['tissue without pixels', 'tissue', pixelsGone, '1 of its 5 other objects'],
  ['a map without values', 'map-percent-positive', pixelsGone, '1 of its 5 other objects'],
  ['a border elsewhere', 'cell-borders', firstCellMoved, '1 of its 5 other objects'],
  ['another number', 'scores', firstNumberChanged, 'its report'],
])('%s: the result is not opened, in one sentence', (_, name, change, what) => {
  expect(() => readSlideObjects(withChanged(objects, name, change))).toThrow(
    `The result was changed since it was saved: ${what}.`,
  );
});

test('a number and a warning are held against the document, also where the digests were made to fit', () => {
  expect(() => readSlideObjects(forged(objects, 'scores', firstNumberChanged))).toThrow(
    'The report contradicts the result that it carries: Evaluated cells.',
  );
  expect(warning.length).toBeGreaterThan(20);
  const calmed = (file: Buffer) => {
    // The sentence stands among the warnings, in the document and in the state: here only the first.
    const at = file.indexOf(warning);
    file.write('All is well'.padEnd(warning.length, '.'), at);
  };
  expect(() => readSlideObjects(forged(objects, 'scores', calmed))).toThrow(
    'The report contradicts the result that it carries: Warning.',
  );
});

test('a cell that was moved is noticed by the digest of the cells, also where the report was made to fit', () => {
  expect(() => readSlideObjects(forged(objects, 'cells', firstCellMoved))).toThrow(
    'The stored cells are not those that were saved',
  );
});

test('another grade in a group is no other name: the text of a group is part of what was saved', () => {
  expect(() => readSlideObjects(withChanged(objects, 'cells', replaced('grade 0', 'grade 3')))).toThrow(
    'The result was changed since it was saved: 1 of its 5 other objects.',
  );
});
