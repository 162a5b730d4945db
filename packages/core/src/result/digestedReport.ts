import { contentDigests, type ContentDigests } from '../dicom/contentDigest';
import type { DicomObject } from '../dicom/write/resultObjects';
import { packedState, unpackedState } from './packedState';

/**
 * The objects of a result with their report, whose private state holds, beside `state`, the digest of each object and of
 * the report itself. They are no part of the content key: they follow from what it is made of.
 * @param report writes the report with a packed state, which is not in its digest
 */
export function withDigestedReport(
  objects: readonly DicomObject[],
  state: object,
  report: (packed: Uint8Array) => DicomObject,
): readonly DicomObject[] {
  const digests = contentDigests([...objects, report(packedState(state))]);
  return [...objects, report(packedState({ ...state, digests }))];
}

/** Undefined in the state of a report that was saved before reports kept digests. */
export const digestsIn = (packed: Uint8Array): ContentDigests | undefined =>
  (unpackedState(packed) as { readonly digests?: ContentDigests }).digests;
