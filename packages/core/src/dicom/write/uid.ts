import { sha256Hex } from '../../sha256';

/**
 * A UID that follows from content: the same parts give the same UID anywhere. `2.25.` and the first 128 bits of a
 * SHA-256 as an unsigned whole number, with the bits that mark a UUID of version 8 (custom, RFC 9562) and its variant.
 * At most 44 characters.
 */
export function uidFrom(...parts: readonly string[]): string {
  const hex = sha256Hex(JSON.stringify(parts)).slice(0, 32);
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `2.25.${BigInt(`0x${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17)}`)}`;
}
