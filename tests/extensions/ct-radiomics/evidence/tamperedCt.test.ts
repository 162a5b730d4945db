import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { ctObjects } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import { readCtObjects } from '@timescope/extension-ct-radiomics/evidence/readCtObjects';
import { savedCt } from '../../../harness/savedCt';
import { firstNumberChanged, forged, pixelsGone, replaced, withChanged } from '../../../harness/tampered';

let objects: readonly DicomObject[];
beforeAll(async () => {
  ({ objects } = ctObjects(await savedCt()));
});

const contourMoved = (file: Buffer) => {
  // (3006,0050), without VR four bytes of length.
  const at = file.indexOf(Uint8Array.of(0x06, 0x30, 0x50, 0)) + 8;
  file.write(file.toString('latin1', at, at + 1) === '7' ? '8' : '7', at);
};

test.each<[string, string, (file: Buffer) => void, string]>([
  ['a map without values', 'gradcam-tsr', pixelsGone, '1 of its 6 other objects'],
  ['a crop without pixels', 'crop', pixelsGone, '1 of its 6 other objects'],
  ['contours elsewhere', 'roi-rtstruct', contourMoved, '1 of its 6 other objects'],
  ['another number', 'prediction', firstNumberChanged, 'its report'],
  ['another reason of a decision', 'prediction', replaced('Artefact', 'Artifice'), 'its report'],
])('%s: the result is not opened, in one sentence', (_, name, change, what) => {
  expect(() => readCtObjects(withChanged(objects, name, change))).toThrow(
    `The result was changed since it was saved: ${what}.`,
  );
});

test('a number and a decision are held against the document, also where the digests were made to fit', () => {
  expect(() => readCtObjects(forged(objects, 'prediction', firstNumberChanged))).toThrow(
    'The report contradicts the result that it carries: Volume.',
  );
  expect(() => readCtObjects(forged(objects, 'prediction', replaced('REJECTED', 'ACCEPTED')))).toThrow(
    'The report contradicts the result that it carries: Decision of the reader.',
  );
});
