import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * SHA-256 as 64 lower-case hex digits. Not WebCrypto: browsers withhold it from plain-http intranet pages, where
 * hospitals run viewers.
 */
export function sha256Hex(input: Uint8Array | string): string {
  return bytesToHex(sha256(typeof input === 'string' ? utf8ToBytes(input) : input));
}

/** SHA-256 as 32 bytes. */
export const sha256Bytes = (input: Uint8Array): Uint8Array => sha256(input);
