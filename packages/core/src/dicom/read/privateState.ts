import { number, text } from '../json';
import { STATE_CREATOR, STATE_CREATOR_TAG, STATE_LENGTH_TAG, STATE_TAG } from '../write/privateState';
import type { Part10 } from './part10';

/** What we put into one of our objects for ourselves; undefined in others', or where an archive took it away. */
export function stateOf({ dataset, bulk }: Part10, bytes: Uint8Array): Uint8Array | undefined {
  if (text(dataset, STATE_CREATOR_TAG)?.trim() !== STATE_CREATOR) return undefined;
  const length = number(dataset, STATE_LENGTH_TAG);
  const range = bulk.get(STATE_TAG);
  const inline = dataset[STATE_TAG]?.InlineBinary;
  const stored = range
    ? bytes.subarray(range.offset, range.offset + range.length)
    : inline === undefined
      ? undefined
      : Uint8Array.from(atob(inline), letter => letter.charCodeAt(0));
  return stored?.subarray(0, length);
}
