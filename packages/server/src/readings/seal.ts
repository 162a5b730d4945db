import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** A key for one purpose, made of the server's secret and, for a draft, of its reader's own key. */
export function sealingKey(secret: Uint8Array, readersKey: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, readersKey, 'timescope reading', 32));
}

/** @param place what the content belongs to: moved to another place it no longer opens. */
export function seal(key: Uint8Array, place: string, content: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @throws Error for another key, another place or a changed byte. */
export function unseal(key: Uint8Array, place: string, text: string): string {
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE))
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
}
