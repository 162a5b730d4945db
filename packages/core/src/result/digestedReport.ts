import { contentDigests, DIGEST_RULE, type ContentDigests } from '../dicom/contentDigest';
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
  const of = contentDigests([...objects, report(packedState(state))]);
  return [...objects, report(packedState({ ...state, digests: { rule: DIGEST_RULE, of } }))];
}

/** Digests in a report, where they can be compared with those that are made now. */
export type KeptDigests =
  | { readonly kind: 'kept'; readonly of: ContentDigests }
  /** Saved before reports kept digests. */
  | { readonly kind: 'none' }
  /** Of an earlier or a later build, which digests otherwise. */
  | { readonly kind: 'another rule' };

export function digestsIn(packed: Uint8Array): KeptDigests {
  const { digests } = unpackedState(packed) as { readonly digests?: Digests };
  if (!digests) return { kind: 'none' };
  // The first rule kept the digests without a number.
  return digests.rule === DIGEST_RULE ? { kind: 'kept', of: digests.of } : { kind: 'another rule' };
}

interface Digests {
  readonly rule?: number;
  readonly of: ContentDigests;
}
