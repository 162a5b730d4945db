import { joinedBytes } from '../../joinedBytes';
import { explicitElement } from './explicitElement';

/** The private block of docs/dicom-conformance.md: (0099,0010) TIMESCOPE, (0099,1001) OB. */
export const STATE_CREATOR = 'TIMESCOPE';
export const STATE_CREATOR_TAG = '00990010';
export const STATE_TAG = '00991001';
/** Bytes of the state, because an odd length is padded. */
export const STATE_LENGTH_TAG = '00991002';

/** The last elements of a file: their group is above all others that we write without pixel data. */
export function privateState(state: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, state.length, true);
  return joinedBytes([
    explicitElement(STATE_CREATOR_TAG, 'LO', new TextEncoder().encode(`${STATE_CREATOR} `)),
    explicitElement(STATE_TAG, 'OB', state),
    explicitElement(STATE_LENGTH_TAG, 'UL', length),
  ]);
}
