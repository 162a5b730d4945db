import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { withDigestedReport } from '@timescope/core/result/digestedReport';
import { packedState } from '@timescope/core/result/packedState';
import { savedContent } from '@timescope/core/result/savedContent';
import { handMadeResult } from '../../harness/handMadeResult';

const { objects } = handMadeResult('a');
const [tissue, map, scores] = objects as [DicomObject, DicomObject, DicomObject];

/** The state of a report with the digests of its objects. */
function digestedState(): Uint8Array {
  let state = new Uint8Array();
  withDigestedReport([tissue, map], {}, packed => {
    state = Uint8Array.from(packed);
    return scores;
  });
  return state;
}

test('objects that are as they were saved are in neither list, others are', () => {
  const state = digestedState();
  expect(savedContent({ state }, objects)).toEqual({
    kind: 'compared',
    objects: 3,
    changed: [],
    recoded: [],
  });
  const other = { ...map, bytes: tissue.bytes };
  expect(savedContent({ state }, [other])).toMatchObject({ changed: [other], recoded: [] });
});

test('digests of an earlier rule, which had no number, and of a later one are not compared; a report may have none', () => {
  const kindOf = (digests: unknown) => savedContent({ state: packedState({ digests }) }, objects).kind;
  expect(kindOf({ [map.sopInstanceUid]: '1.2.840.10008.1.2.1 0' })).toBe('another rule');
  expect(kindOf({ rule: 3, of: { [map.sopInstanceUid]: '1.2.840.10008.1.2.1 0' } })).toBe('another rule');
  expect(kindOf(undefined)).toBe('none');
  expect(savedContent({ state: undefined }, objects).kind).toBe('none');
});
