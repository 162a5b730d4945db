import { uidFrom } from '@timescope/core/dicom/write/uid';

test('the same parts give the same UID, other parts another', () => {
  expect(uidFrom('a', 'b')).toBe(uidFrom('a', 'b'));
  expect(new Set([uidFrom('a', 'b'), uidFrom('b', 'a'), uidFrom('ab'), uidFrom('a', 'b', '')]).size).toBe(4);
});

test('a UID is 2.25 and a UUID of version 8: the bits that say so are set', () => {
  for (let n = 0; n < 200; n++) {
    const uid = uidFrom('part', String(n));
    expect(uid).toMatch(/^2\.25\.[1-9]\d*$/);
    expect(uid.length).toBeLessThanOrEqual(44);
    const uuid = BigInt(uid.slice(5));
    expect((uuid >> 76n) & 15n).toBe(8n);
    expect((uuid >> 62n) & 3n).toBe(2n);
  }
});
